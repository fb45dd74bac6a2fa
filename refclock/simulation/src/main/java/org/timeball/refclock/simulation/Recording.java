package org.timeball.refclock.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.gnss.RecordingCutter;
import org.timeball.refclock.time.ReceiverBytes;

/** A real receiver's bytes, played back at the pace of the seconds they name. Immutable. */
public final class Recording implements ReceiverScript {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A longer gap between two epochs is not waited for: the recording was cut there. */
    private static final long LONGEST_GAP_SECONDS = 60;

    private final Map<Long, byte[]> bursts;
    private final long firstSecond;
    private final long lastSecond;

    private Recording(List<byte[]> epochs, List<Long> seconds) {
        bursts = new HashMap<>();
        for (int i = 0; i < epochs.size(); i++) {
            bursts.put(seconds.get(i), epochs.get(i));
        }
        firstSecond = seconds.getFirst();
        lastSecond = seconds.getLast();
    }

    /**
     * Cuts a recording into seconds.
     *
     * @param bytes          as recorded, behind any number of lines that begin with {@code #}; not kept
     * @param elsewiseSecond when it begins if its receiver never knew the time, since the Unix epoch
     * @return empty when nothing in it is a receiver's message
     */
    public static Optional<Recording> of(byte[] bytes, long elsewiseSecond) {
        var epochs = RecordingCutter.cutIntoEpochs(bytes);
        var receiver = new GnssReceiver(0);
        var told = new ArrayList<OptionalLong>();
        for (int i = 0; i < epochs.size(); i++) {
            told.add(told(receiver, epochs.get(i), i * NANOS_PER_SECOND));
        }
        return receiver.report().counters().messages() == 0
                ? Optional.empty()
                : Optional.of(new Recording(epochs, seconds(told, elsewiseSecond)));
    }

    /** The second of its first burst, since the Unix epoch. */
    public long firstSecond() {
        return firstSecond;
    }

    @Override
    public byte[] burst(long utcSecond) {
        var burst = bursts.get(utcSecond);
        return burst == null ? new byte[0] : burst.clone();
    }

    @Override
    public boolean hasEndedBy(long utcSecond) {
        return utcSecond > lastSecond;
    }

    /** The second an epoch names and its receiver vouches for. */
    private static OptionalLong told(GnssReceiver receiver, byte[] burst, long rawNanos) {
        var epochs = new ArrayList<>(receiver.accept(new ReceiverBytes(burst, rawNanos)));
        receiver.onSilence(rawNanos + NANOS_PER_SECOND / 2).ifPresent(epochs::add);
        for (var epoch : epochs) {
            if (epoch.isTimeValid() && epoch.utcSecond().isPresent()) {
                return epoch.utcSecond();
            }
        }
        return OptionalLong.empty();
    }

    /** Every epoch's place in time: the second it tells, or the one after the epoch before it. */
    private static List<Long> seconds(List<OptionalLong> told, long elsewiseSecond) {
        int firstTold = 0;
        while (firstTold < told.size() && told.get(firstTold).isEmpty()) {
            firstTold++;
        }
        long second = firstTold < told.size() ? told.get(firstTold).getAsLong() - firstTold : elsewiseSecond;
        var seconds = new ArrayList<Long>();
        for (var one : told) {
            long next = one.orElse(second);
            second = next >= second && next - second <= LONGEST_GAP_SECONDS ? next : second;
            seconds.add(second);
            second++;
        }
        return seconds;
    }
}
