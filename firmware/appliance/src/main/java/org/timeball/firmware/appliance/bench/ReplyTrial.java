package org.timeball.firmware.appliance.bench;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.HeaderFields;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.NtsServerExchange.Verdict;
import org.timeball.server.protocol.RequestFields;
import org.timeball.server.protocol.SessionKeys;
import org.timeball.server.protocol.aead.Aead;

/**
 * Answers protected requests without a socket, each another client's with keys of its own, as in real life: nothing that
 * was computed for one is of use to the next.
 */
final class ReplyTrial {

    private static final int CLIENTS = 1_024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SecureRandom random = new SecureRandom();
    private final CookieJar jar = new CookieJar(CookieKeyRing.create(random, 0), random);
    private final NtsServerExchange exchange;
    private final RequestFields fields = new RequestFields();

    /** @param others in place of our own ciphers */
    ReplyTrial(Map<AeadAlgorithm, Aead> others) {
        exchange = new NtsServerExchange(jar, random, others);
    }

    /**
     * What a reply takes.
     *
     * @param requestOctets length of request and reply
     * @param nanos         processor time of the thread, the median of the rounds of the second half
     * @param heapOctets    allocated for each reply in the last round
     */
    record Cost(int requestOctets, double nanos, double heapOctets) {}

    /**
     * Answers so many requests in each of so many rounds.
     *
     * @param rounds two or more
     */
    Cost measure(AeadAlgorithm algorithm, int placeholders, int rounds, int replies) {
        try (var arena = Arena.ofConfined()) {
            var requests = requests(arena, algorithm, placeholders);
            int octets = (int) requests[0].byteSize();
            MemorySegment packet = arena.allocate(octets);
            double[] nanos = new double[rounds];
            long allocated = 0;
            for (int round = 0; round < rounds; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                long started = THREADS.getCurrentThreadCpuTime();
                for (int i = 0; i < replies; i++) {
                    answer(requests[i % CLIENTS], packet, octets);
                }
                nanos[round] = (double) (THREADS.getCurrentThreadCpuTime() - started) / replies;
                allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            double[] warm = Arrays.copyOfRange(nanos, rounds / 2, rounds);
            Arrays.sort(warm);
            return new Cost(octets, warm[warm.length / 2], (double) allocated / replies);
        }
    }

    private MemorySegment[] requests(Arena arena, AeadAlgorithm algorithm, int placeholders) {
        var requests = new MemorySegment[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            byte[] clientToServer = new byte[algorithm.keyOctets()];
            byte[] serverToClient = new byte[algorithm.keyOctets()];
            random.nextBytes(clientToServer);
            random.nextBytes(serverToClient);
            var keys = new SessionKeys(algorithm, clientToServer, serverToClient);
            byte[] request = ProtectedRequest.of(keys, jar.seal(keys, 1).getFirst(), placeholders);
            requests[i] = arena.allocate(request.length).copyFrom(MemorySegment.ofArray(request));
        }
        return requests;
    }

    private void answer(MemorySegment request, MemorySegment packet, int octets) {
        MemorySegment.copy(request, 0, packet, 0, octets);
        if (fields.read(packet, 0, octets) != RequestFields.Shape.PROTECTED
                || exchange.open(packet, 0, fields) != Verdict.AUTHENTIC) {
            throw new AssertionError("a good request is answered");
        }
        HeaderFields.putLeapVersionMode(packet, 0, 0, 4, NtpHeader.MODE_SERVER);
        if (exchange.seal(packet, 0) != octets) {
            throw new AssertionError("a reply with all the cookies that were asked for is as long as its request");
        }
    }
}
