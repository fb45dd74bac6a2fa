package org.timeball.server.protocol;

import static org.timeball.server.protocol.NtsTestClient.counting;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What it costs to answer a protected request, without the socket: processor time of the thread, so that others on the
 * machine matter little.
 *
 * <p>Every request is another client's, with keys and cookies of its own, as in real life; none of what is computed for
 * one can be of use to the next. Run its {@link #main} with nothing but the classes of this module and {@code
 * refclock/time} on the class path; {@code docs/performance.md} has the command and what came of it.
 */
public final class NtsReplyBench {

    private static final int CLIENTS = 1_024;
    private static final int REPLIES = 40_000;
    private static final int ROUNDS = 15;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
    private final NtsServerExchange exchange = new NtsServerExchange(jar, new SecureRandom());
    private final RequestFields fields = new RequestFields();

    private NtsReplyBench() {}

    /** Prints a line for each algorithm and for one cookie and eight; takes about half a minute. */
    public static void main(String[] arguments) {
        System.out.println("AEAD  cookies  octets   ns/reply  replies/s  octets allocated");
        for (AeadAlgorithm algorithm : AeadAlgorithm.values()) {
            for (int placeholders : new int[] {0, 7}) {
                System.out.println(new NtsReplyBench().line(algorithm, placeholders));
            }
        }
    }

    private String line(AeadAlgorithm algorithm, int placeholders) {
        try (var arena = Arena.ofConfined()) {
            var originals = requests(arena, algorithm, placeholders);
            int octets = (int) originals[0].byteSize();
            MemorySegment packet = arena.allocate(octets);
            double[] nanos = new double[ROUNDS];
            long allocated = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                long started = THREADS.getCurrentThreadCpuTime();
                for (int i = 0; i < REPLIES; i++) {
                    answer(originals[i % CLIENTS], packet, octets);
                }
                nanos[round] = (double) (THREADS.getCurrentThreadCpuTime() - started) / REPLIES;
                allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            double[] warm = Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS);
            Arrays.sort(warm);
            double median = warm[warm.length / 2];
            return "%4d  %7d  %6d  %9.0f  %9.0f  %d"
                    .formatted(algorithm.id(), 1 + placeholders, octets, median, 1e9 / median, allocated);
        }
    }

    private MemorySegment[] requests(Arena arena, AeadAlgorithm algorithm, int placeholders) {
        var requests = new MemorySegment[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            byte[] key = counting(i, algorithm.keyOctets());
            key[0] = (byte) (i >> 8);
            var keys = new SessionKeys(algorithm, key, counting(3 * i + 1, algorithm.keyOctets()));
            byte[] request = new NtsTestClient(keys).request(jar.seal(keys, 1).getFirst(), placeholders);
            requests[i] = arena.allocate(request.length).copyFrom(MemorySegment.ofArray(request));
        }
        return requests;
    }

    private void answer(MemorySegment original, MemorySegment packet, int octets) {
        MemorySegment.copy(original, 0, packet, 0, octets);
        if (fields.read(packet, 0, octets) != RequestFields.Shape.PROTECTED
                || exchange.open(packet, 0, fields) != NtsServerExchange.Verdict.AUTHENTIC) {
            throw new AssertionError("a request that is not answered");
        }
        HeaderFields.putLeapVersionMode(packet, 0, 0, 4, NtpHeader.MODE_SERVER);
        if (exchange.seal(packet, 0) != octets) {
            throw new AssertionError("a reply that is not as long as its request");
        }
    }
}
