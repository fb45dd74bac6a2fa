package org.timeball.refclock.gnss;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The messages of one epoch, and what they say taken together. */
final class EpochDraft {

    /** 1980-01-06, where GPS weeks begin to count; UTC and GPS time were the same then. */
    private static final long GPS_EPOCH_SECONDS = 3_657L * 86_400;

    private static final long SECONDS_PER_WEEK = 7 * 86_400L;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_DAY = SECONDS_PER_DAY * NANOS_PER_SECOND;

    /** A pulse farther than this from a whole second marks none: the receiver gives several a second. */
    private static final long PULSE_TOLERANCE_NANOS = 1_000_000L;

    /** More than any receiver sends in an epoch; what exceeds it is a broken line's doing. */
    private static final int MOST_GSA = 32;

    /**
     * A time as one message tells it.
     *
     * @param utcNanos  since the Unix epoch, before any correction
     * @param isVouched the message itself calls it valid, or has no way to say that it is not
     */
    record TimeOfFix(long utcNanos, boolean isVouched, OptionalDouble accuracySeconds) {}

    private final Map<Class<?>, ReceiverMessage> latest = new HashMap<>();
    private final List<NmeaSentence.Gsa> dilutions = new ArrayList<>();
    private final EpochPlace place = new EpochPlace();

    void take(ReceiverMessage message) {
        place.take(message);
        if (message instanceof NmeaSentence.Gsa gsa) {
            if (dilutions.size() < MOST_GSA) {
                dilutions.add(gsa);
            }
        } else {
            latest.merge(message.getClass(), message, EpochDraft::better);
        }
    }

    /** The later of two of a kind, unless it is another constellation's that has less to go by. */
    private static ReceiverMessage better(ReceiverMessage before, ReceiverMessage now) {
        return quality(before).compareTo(quality(now)) > 0 ? before : now;
    }

    private static FixQuality quality(ReceiverMessage message) {
        return switch (message) {
            case NmeaSentence.Rmc rmc when !rmc.isActive() -> FixQuality.NONE;
            case NmeaSentence.Rmc rmc -> rmc.quality();
            case NmeaSentence.Gll gll when !gll.isActive() -> FixQuality.NONE;
            case NmeaSentence.Gll gll -> gll.quality();
            case NmeaSentence.Gga gga -> gga.quality();
            case NmeaSentence.Gns gns -> gns.quality();
            default -> FixQuality.NOT_TOLD;
        };
    }

    /** Whether anything came that makes an epoch worth telling of: time, fix, pulse or leap second. */
    boolean isTelling() {
        return !dilutions.isEmpty()
                || latest.values().stream().anyMatch(message -> switch (message) {
                    case NmeaSentence.Gsa _, NmeaSentence.Rmc _, NmeaSentence.Zda _, NmeaSentence.Gga _ -> true;
                    case NmeaSentence.Gns _ -> true;
                    case NmeaSentence.Gll _, NmeaSentence.Gst _, NmeaSentence.Gsv _ -> false;
                    case NmeaSentence.Txt _, NmeaSentence.Pmtk _, NmeaSentence.Other _ -> false;
                    case UbxFrame.NavSat _, UbxFrame.NavClock _, UbxFrame.NavSvin _, UbxFrame.TimSvin _ -> false;
                    case UbxFrame.NavSvInfo _ -> false;
                    case UbxFrame.MonVer _, UbxFrame.MonHw _, UbxFrame.MonRf _, UbxFrame.SecSig _ -> false;
                    case UbxFrame.Ack _, UbxFrame.Cfg _, UbxFrame.Other _ -> false;
                    case UbxFrame _ -> true;
                    case ReceiverMessage.Malformed _ -> false;
                });
    }

    List<NmeaSentence.Gsa> dilutions() {
        return dilutions;
    }

    EpochPlace place() {
        return place;
    }

    /** The time told by the best message that vouches for its own; by the best of all when none does. */
    Optional<TimeOfFix> timeOfFix() {
        var first = Optional.<TimeOfFix>empty();
        for (var told : List.of(ofNavPvt(), ofNavTimeUtc(), ofNavTimeGps(), ofRmc(), ofZda())) {
            if (told.isPresent() && told.get().isVouched()) {
                return told;
            }
            first = first.isPresent() ? first : told;
        }
        return first;
    }

    private Optional<TimeOfFix> ofNavPvt() {
        return latest(UbxFrame.NavPvt.class)
                .flatMap(pvt -> timeOfFix(pvt.utcNanos(), pvt.isTimeResolved(), pvt.timeAccuracySeconds()));
    }

    private Optional<TimeOfFix> ofNavTimeUtc() {
        return latest(UbxFrame.NavTimeUtc.class)
                .flatMap(utc -> timeOfFix(utc.utcNanos(), utc.isUtcValid(), utc.timeAccuracySeconds()));
    }

    private Optional<TimeOfFix> ofNavTimeGps() {
        var gps = latest(UbxFrame.NavTimeGps.class);
        var leapSeconds = gps.map(UbxFrame.NavTimeGps::gpsMinusUtcSeconds).orElse(OptionalInt.empty());
        if (gps.isEmpty() || gps.get().gpsNanos().isEmpty() || leapSeconds.isEmpty()) {
            return Optional.empty();
        }
        long utcNanos =
                gps.get().gpsNanos().getAsLong() + (GPS_EPOCH_SECONDS - leapSeconds.getAsInt()) * NANOS_PER_SECOND;
        return Optional.of(
                new TimeOfFix(utcNanos, !isLeapCountGuessed(), gps.get().timeAccuracySeconds()));
    }

    private Optional<TimeOfFix> ofRmc() {
        return latest(NmeaSentence.Rmc.class)
                .flatMap(rmc -> timeOfFix(
                        utcNanos(rmc.epochDay(), rmc.timeOfDayNanos()),
                        rmc.isActive() && isGoodOrNotTold(rmc.quality()),
                        OptionalDouble.empty()));
    }

    /** ZDA cannot say that its time is not valid; it is the fix of the same epoch that has to be good. */
    private Optional<TimeOfFix> ofZda() {
        return latest(NmeaSentence.Zda.class)
                .flatMap(
                        zda -> timeOfFix(utcNanos(zda.epochDay(), zda.timeOfDayNanos()), true, OptionalDouble.empty()));
    }

    /** The time of day that GLL tells, if it calls it good. */
    OptionalLong gllTimeOfDayNanos() {
        return latest(NmeaSentence.Gll.class)
                .filter(gll -> gll.isActive() && isGoodOrNotTold(gll.quality()))
                .map(NmeaSentence.Gll::timeOfDayNanos)
                .orElse(OptionalLong.empty());
    }

    /**
     * What the messages say of the fix; empty when none does.
     *
     * @param before the fix as last told, whose dimensions a good fix keeps while no GSA tells others
     */
    Optional<Fix> fix(Fix before) {
        return latest(UbxFrame.NavPvt.class)
                .map(UbxFrame.NavPvt::fix)
                .or(() -> latest(UbxFrame.NavStatus.class).map(UbxFrame.NavStatus::fix))
                .or(() -> latest(UbxFrame.NavSol.class).map(UbxFrame.NavSol::fix))
                .or(() -> sentencesFix(before));
    }

    /**
     * A sentence that denies the fix outweighs one that claims it; where no GSA ever came, two dimensions are all we
     * claim.
     */
    private Optional<Fix> sentencesFix(Fix before) {
        var rmc = latest(NmeaSentence.Rmc.class);
        var qualities = EnumSet.noneOf(FixQuality.class);
        rmc.ifPresent(it -> qualities.add(it.quality()));
        latest(NmeaSentence.Gga.class).ifPresent(it -> qualities.add(it.quality()));
        latest(NmeaSentence.Gns.class).ifPresent(it -> qualities.add(it.quality()));
        int dimensions = 0;
        for (var dilution : dilutions) {
            dimensions = Math.max(dimensions, dilution.dimensions());
        }
        if (qualities.isEmpty() && dimensions == 0) {
            return Optional.empty();
        }
        if (qualities.contains(FixQuality.ESTIMATED)) {
            return Optional.of(Fix.ESTIMATED);
        }
        boolean isDenied = qualities.contains(FixQuality.NONE)
                || dimensions == 1
                || rmc.isPresent() && !rmc.get().isActive();
        if (isDenied) {
            return Optional.of(Fix.NONE);
        }
        boolean isThreeD = dimensions == 3 || dimensions == 0 && before == Fix.THREE_D;
        return Optional.of(isThreeD ? Fix.THREE_D : Fix.TWO_D);
    }

    /**
     * How many satellites are in the solution; empty when no message says.
     *
     * @param listed how many the GSA sentences name
     */
    OptionalInt satellitesUsed(int listed) {
        return latest(UbxFrame.NavPvt.class)
                .map(UbxFrame.NavPvt::satellitesUsed)
                .or(() -> latest(UbxFrame.NavSol.class).map(UbxFrame.NavSol::satellitesUsed))
                .or(() -> latest(UbxFrame.NavSat.class).map(sat -> countUsed(sat.satellites())))
                .or(() -> latest(UbxFrame.NavSvInfo.class).map(info -> countUsed(info.satellites())))
                .or(() -> satellitesOfSentences().map(used -> Math.max(used, dilutions.isEmpty() ? 0 : listed)))
                .or(() -> dilutions.isEmpty() ? Optional.empty() : Optional.of(listed))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Optional<Integer> satellitesOfSentences() {
        var ofGga = latest(NmeaSentence.Gga.class).map(NmeaSentence.Gga::satellitesUsed);
        var ofGns = latest(NmeaSentence.Gns.class).map(NmeaSentence.Gns::satellitesUsed);
        return ofGga.isPresent() && ofGns.isPresent()
                ? Optional.of(Math.max(ofGga.get(), ofGns.get()))
                : ofGga.or(() -> ofGns);
    }

    /** The leap second count in force, where the satellites and not the firmware are behind it. */
    OptionalInt gpsMinusUtcSeconds() {
        var leap = latest(UbxFrame.NavTimeLs.class);
        if (leap.isPresent() && (leap.get().gpsMinusUtcSeconds().isPresent() || isLeapCountGuessed())) {
            return leap.get().gpsMinusUtcSeconds();
        }
        return latest(UbxFrame.NavTimeGps.class)
                .map(UbxFrame.NavTimeGps::gpsMinusUtcSeconds)
                .orElse(OptionalInt.empty());
    }

    /**
     * What TIM-TP says, its week put right.
     *
     * @param gpsMinusUtcSeconds the leap second count, if it is known from this epoch or one before
     */
    Optional<NextPulse> nextPulse(OptionalInt gpsMinusUtcSeconds, WeekRollover rollover) {
        return latest(UbxFrame.TimTp.class).map(pulse -> {
            var toUtc =
                    switch (pulse.timeBase()) {
                        case UTC -> OptionalInt.of(0);
                        case GPS -> gpsMinusUtcSeconds;
                        case OTHER -> OptionalInt.empty();
                    };
            long towSecond = Math.floorDiv(pulse.towNanos() + NANOS_PER_SECOND / 2, NANOS_PER_SECOND);
            boolean isWhole = Math.abs(pulse.towNanos() - towSecond * NANOS_PER_SECOND) <= PULSE_TOLERANCE_NANOS;
            if (toUtc.isEmpty() || !isWhole) {
                return new NextPulse(OptionalLong.empty(), pulse.sawtoothSeconds(), pulse.grid(), pulse.raim());
            }
            long second = GPS_EPOCH_SECONDS + pulse.week() * SECONDS_PER_WEEK + towSecond - toUtc.getAsInt();
            return new NextPulse(
                    OptionalLong.of(rollover.correct(second).utcSecond()),
                    pulse.sawtoothSeconds(),
                    pulse.grid(),
                    pulse.raim());
        });
    }

    /**
     * What NAV-TIMELS says. Leap seconds stand at the end of a UTC day, so the count of seconds to the event is rounded
     * to one: receivers differ by a second or the leap second count in what they count to.
     *
     * @param utcSecond the second this epoch names; without one an event cannot be placed and is left out
     */
    Optional<LeapNotice> leapNotice(OptionalLong utcSecond) {
        return latest(UbxFrame.NavTimeLs.class).map(leap -> {
            boolean isAnnounced = leap.change() != 0 && leap.secondsToEvent().orElse(0) > 0 && utcSecond.isPresent();
            if (!isAnnounced) {
                boolean isKnown = leap.secondsToEvent().isPresent();
                return new LeapNotice(leap.gpsMinusUtcSeconds(), OptionalLong.empty(), 0, isKnown);
            }
            long event = utcSecond.getAsLong() + leap.secondsToEvent().getAsInt();
            long midnight = Math.floorDiv(event + SECONDS_PER_DAY / 2, SECONDS_PER_DAY) * SECONDS_PER_DAY;
            return new LeapNotice(leap.gpsMinusUtcSeconds(), OptionalLong.of(midnight), leap.change(), true);
        });
    }

    private boolean isLeapCountGuessed() {
        return latest(UbxFrame.NavTimeLs.class)
                .map(UbxFrame.NavTimeLs::isFirmwareGuess)
                .orElse(false);
    }

    private <T extends ReceiverMessage> Optional<T> latest(Class<T> kind) {
        return Optional.ofNullable(latest.get(kind)).map(kind::cast);
    }

    private static boolean isGoodOrNotTold(FixQuality quality) {
        return quality == FixQuality.GOOD || quality == FixQuality.NOT_TOLD;
    }

    private static int countUsed(List<Satellite> satellites) {
        return (int) satellites.stream().filter(Satellite::isUsed).count();
    }

    private static OptionalLong utcNanos(OptionalLong epochDay, OptionalLong timeOfDayNanos) {
        return epochDay.isEmpty() || timeOfDayNanos.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(epochDay.getAsLong() * NANOS_PER_DAY + timeOfDayNanos.getAsLong());
    }

    private static Optional<TimeOfFix> timeOfFix(
            OptionalLong utcNanos, boolean isVouched, OptionalDouble accuracySeconds) {
        return utcNanos.isEmpty()
                ? Optional.empty()
                : Optional.of(new TimeOfFix(utcNanos.getAsLong(), isVouched, accuracySeconds));
    }
}
