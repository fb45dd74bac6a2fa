package org.timeball.firmware.appliance.daemon;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.discipline.SentencePulses;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.gnss.ReceiverHealth;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.SentenceSource;

/** Carries a receiver's bytes through the decoder to the loop; a port that vanishes is waited for. */
final class ReceiverReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverReader.class);

    /** A receiver speaks every second; five without a word are a silence. */
    private static final long SILENT_NANOS = 5_000_000_000L;

    private final SentenceSource port;
    private final GnssReceiver receiver;
    private final Optional<SentencePulses> sentencePulses;
    private final LongSupplier rawClock;
    private final Consumer<ClockInput> loop;
    private ReceiverHealth health = ReceiverHealth.UNTOLD;
    private long failures;

    /** By the monotonic clock; empty before the first byte. */
    private volatile OptionalLong heardNanos = OptionalLong.empty();

    private volatile boolean closed;

    /**
     * @param port     read by the running thread alone
     * @param receiver fed by the running thread alone
     * @param sentencePulses makes pulses of epochs, where there is no line that has them
     * @param loop     where finished epochs go
     */
    ReceiverReader(
            SentenceSource port,
            GnssReceiver receiver,
            Optional<SentencePulses> sentencePulses,
            LongSupplier rawClock,
            Consumer<ClockInput> loop) {
        this.port = port;
        this.receiver = receiver;
        this.sentencePulses = sentencePulses;
        this.rawClock = rawClock;
        this.loop = loop;
    }

    /** Reads until closed. */
    @Override
    public void run() {
        while (!closed) {
            try {
                read();
                tell(false, "");
            } catch (DeviceException gone) {
                tell(true, String.valueOf(gone.getMessage()));
            }
        }
    }

    private void read() throws DeviceException {
        var bytes = port.await(GnssReceiver.GAP_NANOS);
        if (bytes.isPresent()) {
            heardNanos = OptionalLong.of(System.nanoTime());
            receiver.accept(bytes.get()).forEach(this::handOver);
            handOverHealth();
            return;
        }
        long nowRaw = rawClock.getAsLong();
        for (var over = receiver.onSilence(nowRaw); over.isPresent(); over = receiver.onSilence(nowRaw)) {
            handOver(over.get());
        }
    }

    /** With every epoch, for what it says lasts only as long as it is said; at once when it is another. */
    private void handOverHealth() {
        var now = receiver.report().health();
        if (!now.equals(health)) {
            health = now;
            loop.accept(new ClockInput.HealthHeard(now));
        }
    }

    private void handOver(Epoch epoch) {
        // The pulse first, as if a line had brought it before its sentences.
        sentencePulses
                .flatMap(pulses -> pulses.pulseOf(epoch))
                .ifPresent(pulse -> loop.accept(new ClockInput.PulseArrived(pulse)));
        loop.accept(new ClockInput.EpochArrived(epoch));
        loop.accept(new ClockInput.HealthHeard(health));
    }

    /** A port that is back at the next look was hardly gone; the second failure is news. */
    private void tell(boolean hasFailed, String why) {
        if (hasFailed) {
            failures++;
            if (failures == 2 && !closed) {
                LOG.warn("event=receiver-lost port={} reason=\"{}\"", port.name(), why);
            }
        } else {
            if (failures >= 2) {
                LOG.info("event=receiver-back port={}", port.name());
            }
            failures = 0;
        }
    }

    /**
     * Whether bytes came lately, so that what the receiver said is still so; any thread may ask.
     *
     * @param nowNanos monotonic
     */
    boolean isHeard(long nowNanos) {
        var heard = heardNanos;
        return heard.isPresent() && nowNanos - heard.getAsLong() < SILENT_NANOS;
    }

    /** Ends {@link #run} and closes the port; harmless when repeated. */
    void close() {
        closed = true;
        port.close();
    }
}
