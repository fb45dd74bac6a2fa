package org.timeball.refclock.gnss.setup;

import java.util.List;
import java.util.stream.IntStream;
import org.timeball.refclock.gnss.ReceiverDecoder;

/**
 * Finds the baud rate at which a receiver speaks, by listening alone: at the right one two messages with a right
 * checksum come within 2.5 s. A line on which nothing comes at two rates is given up as silent.
 *
 * <p>Whoever holds the port sets it to {@link Listen#baud}, gives what comes to {@link #accept} and asks {@link #next}
 * until that is {@link Found} or {@link NotFound}. Confined to one thread.
 */
public final class BaudSearch {

    /** The rates tried, the likeliest first. */
    public static final List<Integer> BAUDS = List.of(9_600, 115_200, 38_400, 4_800, 57_600, 230_400, 19_200, 460_800);

    /** Two bursts, wherever in the second the listening began. */
    public static final long LISTENING_NANOS = 2_500_000_000L;

    private static final int MESSAGES_NEEDED = 2;

    /** At a wrong rate a receiver is heard as noise: where two rates bring nothing at all, the others will not. */
    private static final int SILENT_RATES = 2;

    /** What to do. */
    public sealed interface Verdict {}

    /**
     * Have the port at this rate and ask again after the next bytes, and not later than this.
     *
     * @param baud       bits per second
     * @param untilNanos on the monotonic clock
     */
    public record Listen(int baud, long untilNanos) implements Verdict {}

    /**
     * The receiver speaks at this rate.
     *
     * @param baud bits per second
     */
    public record Found(int baud) implements Verdict {}

    /**
     * The receiver was understood at none.
     *
     * @param octets how many came in all; none at all means that nothing is connected, or nothing that speaks
     */
    public record NotFound(long octets) implements Verdict {}

    private final List<Integer> bauds;
    private int at;
    private ReceiverDecoder decoder = new ReceiverDecoder();
    private int messages;
    private long octets;
    private long untilNanos;

    /**
     * A search of every rate, which begins now.
     *
     * @param firstBaud tried before all others: the one last known, or configured
     * @param nowNanos  on the monotonic clock
     */
    public BaudSearch(int firstBaud, long nowNanos) {
        this(
                IntStream.concat(IntStream.of(firstBaud), BAUDS.stream().mapToInt(Integer::intValue))
                        .distinct()
                        .boxed()
                        .toList(),
                nowNanos);
    }

    /**
     * A search of these rates, in this order, which begins now.
     *
     * @param bauds    at least one
     * @param nowNanos on the monotonic clock
     */
    public BaudSearch(List<Integer> bauds, long nowNanos) {
        if (bauds.isEmpty()) {
            throw new IllegalArgumentException("a search of no rate");
        }
        this.bauds = List.copyOf(bauds);
        untilNanos = nowNanos + LISTENING_NANOS;
    }

    /** Takes bytes that came at the present rate. */
    public void accept(byte[] bytes) {
        octets += bytes.length;
        decoder.accept(bytes, _ -> messages++);
    }

    /**
     * What to do next; once it has ended, always how it ended.
     *
     * @param nowNanos on the monotonic clock
     */
    public Verdict next(long nowNanos) {
        if (messages >= MESSAGES_NEEDED) {
            return new Found(bauds.get(at));
        }
        if (at < bauds.size() && nowNanos - untilNanos >= 0) {
            at++;
            decoder = new ReceiverDecoder();
            messages = 0;
            untilNanos = nowNanos + LISTENING_NANOS;
            at = at >= SILENT_RATES && octets == 0 ? bauds.size() : at;
        }
        return at < bauds.size() ? new Listen(bauds.get(at), untilNanos) : new NotFound(octets);
    }
}
