package org.timeball.refclock.gnss;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * Makes epochs of a receiver's bytes: one value for each second the receiver speaks of.
 *
 * <p>A burst begins with the first byte after a silence of {@value #GAP_NANOS} ns or more, and is one epoch unless it
 * speaks of several seconds. A second is told once: what comes later about the same one (a burst with a pause in it,
 * a receiver with several fixes a second) makes an epoch only if it is the first to be valid or, without naming the
 * second again, if it brings a pulse or a leap second.
 *
 * <p>The stamp of an epoch is that of the read that brought its first byte. The byte itself came earlier by as much
 * as the read was late and by what stood before it in the same read: at 9,600 baud a millisecond for every byte.
 *
 * <p>Confined to the thread that reads the port, but for {@link #report}, which any thread may call.
 */
public final class GnssReceiver {

    /** A silence this long ends a burst. */
    public static final long GAP_NANOS = 100_000_000L;

    private final WeekRollover rollover;
    private final Consumer<ReceiverMessage> listener;
    private final ReceiverDecoder decoder;
    private final EpochSplitter splitter = new EpochSplitter();
    private final ChunkStamps stamps = new ChunkStamps();
    private final SkyView sky = new SkyView();
    private final HealthView health = new HealthView();
    private final BackupTime backup = new BackupTime();
    private final NamedSecond named = new NamedSecond();
    private final Deque<Epoch> ready = new ArrayDeque<>();

    private EpochDraft draft = new EpochDraft();
    private boolean isInBurst;
    private long epochRawNanos;
    private long lastByteRawNanos;

    private boolean hasSpokenNmea;
    private boolean hasSpokenUbx;
    private Fix fix = Fix.NONE;
    private int satellitesUsed;
    private List<Satellite> satellites = List.of();
    private OptionalInt gpsMinusUtcSeconds = OptionalInt.empty();
    private int rolloverWeeks;

    private volatile ReceiverReport report;

    /**
     * A receiver that has not spoken yet.
     *
     * @param floorUtcSecond a second known to be past, since the Unix epoch, against which week rollovers are undone; 0
     *     leaves every date as it is told
     */
    public GnssReceiver(long floorUtcSecond) {
        this(floorUtcSecond, new ReceiverDecoder(), _ -> {});
    }

    /**
     * A receiver that has not spoken yet, whose messages another wants to see too.
     *
     * @param floorUtcSecond as in the other constructor
     * @param listener       is given every message as it is decoded, by the thread that calls {@link #accept}; a
     *     {@link ReceiverSetup}, say
     */
    public GnssReceiver(long floorUtcSecond, Consumer<ReceiverMessage> listener) {
        this(floorUtcSecond, new ReceiverDecoder(), listener);
    }

    /**
     * A receiver that has not spoken yet, some of whose sentences may come without a checksum.
     *
     * @param floorUtcSecond as in the other constructors
     * @param decoder        what takes its bytes, and has seen none yet
     */
    public GnssReceiver(long floorUtcSecond, ReceiverDecoder decoder) {
        this(floorUtcSecond, decoder, _ -> {});
    }

    private GnssReceiver(long floorUtcSecond, ReceiverDecoder decoder, Consumer<ReceiverMessage> listener) {
        this.decoder = decoder;
        rollover = new WeekRollover(floorUtcSecond);
        this.listener = listener;
        report = currentReport();
    }

    /**
     * Takes what one read gave.
     *
     * @return the epochs that are over by it, oldest first; most often none
     */
    public List<Epoch> accept(ReceiverBytes chunk) {
        // a raw clock that was stepped makes a gap too: stamps of both sides are not to be mixed in one epoch
        if (isInBurst && Math.abs(chunk.rawNanos() - lastByteRawNanos) >= GAP_NANOS) {
            endBurst();
        }
        if (!isInBurst) {
            isInBurst = true;
            epochRawNanos = chunk.rawNanos();
        }
        lastByteRawNanos = chunk.rawNanos();
        stamps.add(decoder.position(), chunk.rawNanos());
        decoder.accept(chunk.bytes(), this::take);
        stamps.forgetBefore(decoder.openPosition());
        report = currentReport();
        var epochs = List.copyOf(ready);
        ready.clear();
        return epochs;
    }

    /**
     * Takes notice that no byte has come for a while. A burst is told of as soon as it is over, not with the next
     * one's first byte; a message that was cut short is given up.
     *
     * @param rawNanos the raw clock now; less than {@link #GAP_NANOS} after the last byte, nothing happens
     * @return the epoch that is over; should there be several, the next call gives the next
     */
    public Optional<Epoch> onSilence(long rawNanos) {
        if (isInBurst && Math.abs(rawNanos - lastByteRawNanos) >= GAP_NANOS) {
            decoder.abandon(this::take);
            endBurst();
            report = currentReport();
        }
        return Optional.ofNullable(ready.pollFirst());
    }

    /** How the receiver presents itself as of the last byte. May be called by any thread. */
    public ReceiverReport report() {
        return report;
    }

    private void take(ReceivedMessage received) {
        ReceiverMessage message = received.message();
        if (splitter.startsEpoch(message)) {
            endEpoch();
            epochRawNanos = stamps.rawNanosAt(received.position());
        }
        draft.take(message);
        health.take(message);
        listener.accept(message);
        switch (message) {
            case NmeaSentence sentence -> {
                hasSpokenNmea = true;
                if (sentence instanceof NmeaSentence.Gsv gsv) {
                    sky.take(gsv);
                }
            }
            case UbxFrame frame -> {
                hasSpokenUbx = true;
                if (frame instanceof UbxFrame.NavSat sat) {
                    sky.take(sat);
                } else if (frame instanceof UbxFrame.NavSvInfo info) {
                    sky.take(info);
                }
            }
            case ReceiverMessage.Malformed _ -> {}
        }
    }

    private void endBurst() {
        endEpoch();
        splitter.restart();
        isInBurst = false;
    }

    private void endEpoch() {
        EpochDraft ended = draft;
        draft = new EpochDraft();
        var told = ended.timeOfFix();
        var time = told.or(() -> backup.timeOfFix(ended.gllTimeOfDayNanos(), named.utcSecond(), rolloverWeeks));
        backup.learn(told, ended.gllTimeOfDayNanos());
        if (!ended.isTelling() && time.isEmpty()) {
            return;
        }
        var toldFix = ended.fix(fix);
        fix = toldFix.orElse(fix);
        takeSky(ended);
        boolean isValid = time.filter(EpochDraft.TimeOfFix::isVouched).isPresent()
                && toldFix.orElse(Fix.NONE).isGoodForTime();
        tell(ended, time, isValid);
    }

    private void tell(EpochDraft ended, Optional<EpochDraft.TimeOfFix> time, boolean isValid) {
        var utcSecond = OptionalLong.empty();
        boolean isRepeated = false;
        if (time.isPresent()) {
            var corrected = rollover.correct(EpochKey.wholeSecond(time.get().utcNanos()));
            utcSecond = OptionalLong.of(corrected.utcSecond());
            rolloverWeeks = corrected.weeks();
            isRepeated = !named.isNews(corrected.utcSecond(), isValid);
        }
        var leapSeconds = ended.gpsMinusUtcSeconds();
        gpsMinusUtcSeconds = leapSeconds.isPresent() ? leapSeconds : gpsMinusUtcSeconds;
        var nextPulse = ended.nextPulse(gpsMinusUtcSeconds, rollover);
        var leapNotice = ended.leapNotice(utcSecond);
        if (isRepeated && nextPulse.isEmpty() && leapNotice.isEmpty()) {
            return;
        }
        ready.addLast(new Epoch(
                isRepeated ? OptionalLong.empty() : utcSecond,
                epochRawNanos,
                isValid && !isRepeated,
                fix,
                satellitesUsed,
                satellites,
                nextPulse,
                leapNotice,
                time.map(EpochDraft.TimeOfFix::accuracySeconds).orElse(OptionalDouble.empty()),
                fix.isGoodForTime() ? ended.place().position() : Optional.empty(),
                ended.place().quality()));
    }

    /** Satellites stay as last told by an epoch that says nothing of them; so does the fix. */
    private void takeSky(EpochDraft ended) {
        if (!ended.dilutions().isEmpty()) {
            sky.use(ended.dilutions());
        }
        satellitesUsed = ended.satellitesUsed(sky.usedCount()).orElse(satellitesUsed);
        satellites = sky.satellites();
        sky.endEpoch();
    }

    private ReceiverReport currentReport() {
        var protocols = new ArrayList<String>(2);
        if (hasSpokenNmea) {
            protocols.add("NMEA");
        }
        if (hasSpokenUbx) {
            protocols.add("UBX");
        }
        return new ReceiverReport(
                String.join(" + ", protocols),
                fix,
                named.utcSecond(),
                satellitesUsed,
                satellites,
                decoder.counters(),
                rolloverWeeks,
                health.health());
    }
}
