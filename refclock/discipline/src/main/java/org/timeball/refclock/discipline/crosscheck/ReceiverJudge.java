package org.timeball.refclock.discipline.crosscheck;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.timeball.refclock.discipline.Figure;
import org.timeball.refclock.discipline.crosscheck.Suspicion.Level;
import org.timeball.refclock.gnss.AntennaState;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.gnss.Raim;
import org.timeball.refclock.gnss.ReceiverHealth;
import org.timeball.refclock.gnss.Satellite;
import org.timeball.refclock.gnss.Spoofing;

/**
 * Gathers what can be held against a receiver and says how far it is to be trusted.
 *
 * <p>Each {@link Ground} is seen or not at each word that bears on it, and is held until it was not seen for a while.
 * Three of them end otherwise: a frequency jump when the pulses are back where the clock alone would have them, or an
 * hour after it when nothing is vouched for any more; pulses that moved, when other sources say so, when they move back, or after a day; a
 * contradicted second with the first burst that agrees again.
 *
 * <p>Seconds are readings of the disciplined clock. Not thread-safe.
 */
public final class ReceiverJudge {

    /** A position needs four satellites and time comes with it; at a known position one is enough. */
    private static final int ENOUGH_SATELLITES = 4;

    /** Bursts in a row before a poor sky is spoken of: a tree in the wind is not news. */
    private static final int POOR_SKY_BURSTS = 5;

    /** From here on a dilution of precision is called bad. */
    private static final double BAD_DILUTION = 10;

    /** What a poor sky may cost: 300 m. */
    private static final double POOR_SKY_SECONDS = 1e-6;

    /** Families of satellites that are farther apart are not explained by their clocks: 300 m. */
    private static final double FAMILIES_SUSPECT_SECONDS = 1e-6;

    /** How long a receiver's first word of a counterfeit is waited upon. */
    private static final int INDICATED_WORDS = 3;

    /** Pulses that are so near to where the clock would have them alone are back. */
    private static final double BACK_SECONDS = 20e-6;

    /** When nothing is vouched for any more, a new speed that has been kept for so long is believed. */
    private static final double UNVOUCHED_SECONDS = 3_600;

    /** Pulses that moved are held at most so long to their old place. */
    private static final double MOVED_HELD_SECONDS = 86_400;

    private record Held(Level level, String sentence, double seenSeconds, double extraSeconds) {}

    private final boolean isSteeredByUsAlone;
    private final Map<Ground, Held> held = new EnumMap<>(Ground.class);
    private final WitnessPanel panel = new WitnessPanel();
    private final FrequencyWatch frequency = new FrequencyWatch();
    private final PositionWatch position = new PositionWatch();
    private final ConstellationWatch constellations = new ConstellationWatch();
    private AntennaState antenna = AntennaState.UNKNOWN;
    private boolean wasAntennaOk;
    private boolean wasRaimActive;
    private int indicated;
    private int poorSky;
    private double watchedPullSeconds;
    private double movedSeconds;

    /**
     * Nothing is held against the receiver yet.
     *
     * @param isSteeredByUsAlone nobody else touches the machine's clock, so that how its frequency changes tells of the
     *     receiver
     */
    public ReceiverJudge(boolean isSteeredByUsAlone) {
        this.isSteeredByUsAlone = isSteeredByUsAlone;
    }

    /** Whether the machine's clock is a witness: nobody else touches it. */
    public boolean isSteeredByUsAlone() {
        return isSteeredByUsAlone;
    }

    /** The clock was moved. */
    public void onStep(long deltaNanos) {
        double delta = deltaNanos * 1e-9;
        held.replaceAll((_, it) -> new Held(it.level, it.sentence, it.seenSeconds + delta, it.extraSeconds));
        panel.onStep(deltaNanos);
    }

    /** The clock was moved together with UTC: what others say of it is as true as before. */
    public void onLeap(int seconds) {
        held.replaceAll((_, it) -> new Held(it.level, it.sentence, it.seenSeconds + seconds, it.extraSeconds));
        panel.onLeap(seconds);
    }

    /** Another source has spoken. */
    public void hear(OtherSource witness, double nowSeconds) {
        panel.hear(witness, nowSeconds);
    }

    /** The receiver has spoken of itself. */
    public void hear(ReceiverHealth health, double nowSeconds) {
        hearSpoofing(health.spoofing(), nowSeconds);
        switch (health.jamming()) {
            case CRITICAL -> see(Ground.JAMMING, Level.SUSPECT, "the receiver says it is jammed", nowSeconds);
            case WARNING -> see(Ground.JAMMING, Level.WATCHED, "the receiver says there is interference", nowSeconds);
            case NONE, UNKNOWN -> {}
        }
        hearAntenna(health.antenna(), nowSeconds);
    }

    private void hearSpoofing(Spoofing spoofing, double nowSeconds) {
        indicated = spoofing == Spoofing.INDICATED ? indicated + 1 : 0;
        switch (spoofing) {
            case AFFIRMED ->
                see(Ground.SPOOFING, Level.SUSPECT, "the receiver says its signals are forged", nowSeconds);
            case INDICATED ->
                see(
                        Ground.SPOOFING,
                        indicated >= INDICATED_WORDS ? Level.SUSPECT : Level.WATCHED,
                        "the receiver says its signals may be forged",
                        nowSeconds);
            case NONE, UNKNOWN -> {}
        }
    }

    /** A passive antenna is open for good and no cause for alarm; one that was fine before was cut or shorted. */
    private void hearAntenna(AntennaState now, double nowSeconds) {
        wasAntennaOk |= now == AntennaState.OK;
        antenna = now;
        String sentence = "the antenna is " + antenna.words();
        switch (now) {
            case OPEN -> {
                if (wasAntennaOk) {
                    see(Ground.ANTENNA, Level.SUSPECT, sentence, nowSeconds);
                }
            }
            case SHORT -> see(Ground.ANTENNA, wasAntennaOk ? Level.SUSPECT : Level.WATCHED, sentence, nowSeconds);
            case OK, UNKNOWN -> {}
        }
    }

    /**
     * The receiver has finished a burst.
     *
     * @param differenceSeconds its second less the one that was counted, 0 when they agree or cannot be compared
     */
    public void hear(Epoch epoch, long differenceSeconds, double nowSeconds) {
        held.remove(Ground.DATE);
        if (differenceSeconds != 0) {
            String sentence = "the receiver names a second that is " + span(differenceSeconds) + " our count";
            see(Ground.DATE, Level.SUSPECT, sentence, nowSeconds);
        }
        hearSky(epoch, nowSeconds);
        hearFamilies(epoch.satellites(), nowSeconds);
        epoch.nextPulse().ifPresent(next -> hearRaim(next.raim(), nowSeconds));
    }

    private void hearFamilies(List<Satellite> satellites, double nowSeconds) {
        constellations.hear(satellites);
        constellations.apart().ifPresent(apart -> {
            var level = apart.distanceSeconds() > FAMILIES_SUSPECT_SECONDS ? Level.SUSPECT : Level.WATCHED;
            String sentence = "the " + apart.family().words() + " satellites are "
                    + Figure.ofSeconds(apart.distanceSeconds()) + " off the others";
            see(Ground.CONSTELLATION, level, sentence, nowSeconds, apart.distanceSeconds());
        });
    }

    /** A receiver that checked its satellites and cannot any more would not find a false one. */
    private void hearRaim(Raim raim, double nowSeconds) {
        wasRaimActive |= raim == Raim.ACTIVE;
        if (raim == Raim.INACTIVE && wasRaimActive) {
            String sentence = "the receiver does not check its satellites against each other any more (RAIM)";
            see(Ground.SKY, Level.WATCHED, sentence, nowSeconds, POOR_SKY_SECONDS);
        }
    }

    private void hearSky(Epoch epoch, double nowSeconds) {
        boolean isFixed = epoch.fix() == Fix.TIME_ONLY;
        if (!epoch.fix().isGoodForTime() || isFixed) {
            poorSky = 0;
            hearPosition(epoch, isFixed, nowSeconds);
            return;
        }
        double dilution = epoch.positionQuality().pdop().orElse(0);
        boolean isThin = epoch.satellitesUsed() > 0 && epoch.satellitesUsed() < ENOUGH_SATELLITES;
        poorSky = isThin || dilution > BAD_DILUTION ? poorSky + 1 : 0;
        if (poorSky >= POOR_SKY_BURSTS) {
            String sentence = isThin
                    ? "only " + epoch.satellitesUsed() + " satellites are used"
                    : String.format(Locale.ROOT, "the satellites stand badly (dilution %.0f)", dilution);
            see(Ground.SKY, Level.WATCHED, sentence, nowSeconds, POOR_SKY_SECONDS);
        }
        if (poorSky == 0) {
            hearPosition(epoch, isFixed, nowSeconds);
        }
    }

    private void hearPosition(Epoch epoch, boolean isFixed, double nowSeconds) {
        if (epoch.position().isEmpty()) {
            return;
        }
        position.hear(epoch.position().get(), isFixed);
        if (position.isMoved() || position.isStraying()) {
            String sentence =
                    String.format(Locale.ROOT, "the antenna seems to have moved by %.0f m", position.movedMetres());
            see(Ground.POSITION, position.isMoved() ? Level.SUSPECT : Level.WATCHED, sentence, nowSeconds);
        }
    }

    /**
     * A second is over in which a pulse was believed, or would have been but for a suspicion.
     *
     * @param frequencyPpb the oscillator's error by the pulses
     * @param deviationPpb one standard deviation of it
     */
    public void hearFrequency(double frequencyPpb, double deviationPpb, double nowSeconds) {
        if (!isSteeredByUsAlone) {
            return;
        }
        frequency.second(frequencyPpb, deviationPpb);
        boolean isKnown = held.containsKey(Ground.FREQUENCY);
        if (frequency.isSuspect() || frequency.isWatched()) {
            watchedPullSeconds += frequency.changePpb() * 1e-9;
            var before = held.get(Ground.FREQUENCY);
            boolean isSuspect = frequency.isSuspect() || before != null && before.level == Level.SUSPECT;
            String sentence = String.format(
                    Locale.ROOT, "the frequency changed by %.2f ppm within a minute", frequency.changePpb() * 1e-3);
            see(
                    Ground.FREQUENCY,
                    isSuspect ? Level.SUSPECT : Level.WATCHED,
                    sentence,
                    nowSeconds,
                    isSuspect ? 0 : watchedPullSeconds);
        } else if (!isKnown) {
            watchedPullSeconds = 0;
        }
    }

    /** The filter was started anew: the frequency of before is not to be compared. */
    public void restartFrequency() {
        frequency.restart();
    }

    /**
     * Pulses moved at once, by more than UTC does: held to their old place, they are used.
     *
     * @param totalSeconds by how much they are off it now, positive = late
     */
    public void hearMoved(double totalSeconds, double nowSeconds) {
        movedSeconds = totalSeconds;
        String sentence = "the pulses moved by " + Figure.ofSeconds(totalSeconds) + " at once";
        see(Ground.UTC_OFFSET, Level.WATCHED, sentence, nowSeconds, Math.abs(totalSeconds));
    }

    /** Pulses that moved are believed now, or are back. */
    public void movedIsOver() {
        held.remove(Ground.UTC_OFFSET);
    }

    /** Whether pulses that moved are still to be held to their old place. */
    public boolean isMovedHeld() {
        return held.containsKey(Ground.UTC_OFFSET);
    }

    /**
     * What is to be said now.
     *
     * @param boundSeconds    how far off the clock may be if the receiver is right
     * @param claimedSeconds  how far ahead its pulses, unused, say the clock is; 0 while they are used
     * @param isVouchedFor    the clock is synchronised
     */
    public Suspicion judge(double boundSeconds, double claimedSeconds, boolean isVouchedFor, double nowSeconds) {
        if (isMovedHeld() && panel.isMajorityForPulses(movedSeconds, nowSeconds, boundSeconds)) {
            movedIsOver();
            panel.forgetAll();
        }
        boolean isContradicted = vote(boundSeconds, nowSeconds);
        if (!isContradicted && isSuspect(Ground.WITNESSES) && claimedSeconds != 0) {
            voteOnClaim(claimedSeconds, nowSeconds);
        }
        forget(Math.abs(claimedSeconds), isVouchedFor, nowSeconds);
        if (held.isEmpty()) {
            return Suspicion.NONE;
        }
        var level = Level.NONE;
        double extra = 0;
        String sentence = "";
        for (var one : held.values()) {
            extra = Math.max(extra, one.extraSeconds);
            if (one.level.compareTo(level) > 0) {
                level = one.level;
                sentence = one.sentence;
            }
        }
        return new Suspicion(level, held.keySet(), sentence, extra);
    }

    /**
     * Whether two other sources, and most of them, put the clock where pulses do that it does not follow.
     *
     * @param lateSeconds  by how much those pulses are late by the clock
     * @param boundSeconds how far off the clock may be if the receiver is right
     */
    public boolean isForPulses(double lateSeconds, double nowSeconds, double boundSeconds) {
        return panel.isMajorityForPulses(lateSeconds, nowSeconds, boundSeconds);
    }

    /** What most other sources say of the second, well enough to tell seconds apart. */
    public Optional<Consensus> consensus(double nowSeconds) {
        return panel.consensus(nowSeconds);
    }

    /** Whether most others contradict the clock. */
    private boolean vote(double boundSeconds, double nowSeconds) {
        var vote = panel.vote(nowSeconds, boundSeconds);
        if (vote.against() == 0) {
            return false;
        }
        String sentence = vote.against() + " of " + vote.voters() + " other sources contradict it by "
                + Figure.ofSeconds(vote.distanceSeconds()) + ", " + vote.name() + " among them";
        if (vote.isMajorityAgainst()) {
            see(Ground.WITNESSES, Level.SUSPECT, sentence, nowSeconds, vote.distanceSeconds());
        } else if (!isSuspect(Ground.WITNESSES)) {
            see(Ground.WITNESSES, Level.WATCHED, sentence, nowSeconds);
        }
        return vote.isMajorityAgainst();
    }

    /** The clock is where the others have it because its pulses are withheld, and those may be as wrong as before. */
    private void voteOnClaim(double claimedSeconds, double nowSeconds) {
        var before = held.get(Ground.WITNESSES);
        var vote = panel.voteOnClaim(claimedSeconds, nowSeconds);
        if (before != null && vote.isMajorityAgainst()) {
            String sentence =
                    vote.against() + " of " + vote.voters() + " other sources contradict its pulses, which are off by "
                            + Figure.ofSeconds(vote.distanceSeconds());
            see(Ground.WITNESSES, Level.SUSPECT, sentence, nowSeconds, before.extraSeconds);
        }
    }

    private boolean isSuspect(Ground ground) {
        var it = held.get(ground);
        return it != null && it.level == Level.SUSPECT;
    }

    private void forget(double claimedSeconds, boolean isVouchedFor, double nowSeconds) {
        if (held.isEmpty()) {
            return;
        }
        held.entrySet().removeIf(entry -> {
            var it = entry.getValue();
            double quietSeconds = nowSeconds - it.seenSeconds;
            boolean isQuiet = quietSeconds > entry.getKey().lastsSeconds();
            return switch (entry.getKey()) {
                case DATE -> false;
                case UTC_OFFSET -> !isVouchedFor || quietSeconds > MOVED_HELD_SECONDS;
                case FREQUENCY ->
                    isQuiet && (it.level == Level.WATCHED || claimedSeconds < BACK_SECONDS)
                            || !isVouchedFor && quietSeconds > UNVOUCHED_SECONDS;
                case SPOOFING, JAMMING, ANTENNA, WITNESSES, POSITION, SKY, CONSTELLATION -> isQuiet;
            };
        });
    }

    private void see(Ground ground, Level level, String sentence, double nowSeconds) {
        see(ground, level, sentence, nowSeconds, 0);
    }

    private void see(Ground ground, Level level, String sentence, double nowSeconds, double extraSeconds) {
        held.put(ground, new Held(level, sentence, nowSeconds, extraSeconds));
    }

    /** {@code 1 s before}, {@code 1 day after}, {@code 1024 weeks before}. */
    private static String span(long seconds) {
        long size = Math.abs(seconds);
        long week = 7 * 86_400L;
        String figure =
                size % week == 0 ? size / week + " weeks" : size % 86_400 == 0 ? size / 86_400 + " days" : size + " s";
        return figure + (seconds < 0 ? " before" : " after");
    }
}
