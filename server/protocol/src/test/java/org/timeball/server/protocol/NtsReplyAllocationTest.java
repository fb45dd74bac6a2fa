package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.timeball.server.protocol.NtsTestClient.counting;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.server.protocol.NtsServerExchange.Verdict;

/** In steady state the heap is left alone, whatever a request asks for and however it is judged. */
class NtsReplyAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int REPLIES = 2_000;

    /** Rounds before the last serve to compile; what allocates does so in every round. */
    private static final int ROUNDS = 200;

    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
    private final NtsServerExchange exchange = new NtsServerExchange(jar, new SecureRandom());
    private final RequestFields fields = new RequestFields();

    @ParameterizedTest
    @EnumSource
    void aReplyAllocatesNothing(AeadAlgorithm algorithm) {
        var keys =
                new SessionKeys(algorithm, counting(0, algorithm.keyOctets()), counting(0x20, algorithm.keyOctets()));
        var client = new NtsTestClient(keys);
        byte[] cookie = jar.seal(keys, 1).getFirst();

        assertAllocatesNothing(client.request(cookie, 0), Verdict.AUTHENTIC);
        assertAllocatesNothing(client.request(cookie, 7), Verdict.AUTHENTIC);
        byte[] forged = client.request(cookie, 0);
        forged[forged.length - 1] ^= 1;
        assertAllocatesNothing(forged, Verdict.NAK);
        byte[] unknown = client.request(cookie, 0);
        Arrays.fill(unknown, 88, 92, (byte) 0x55);
        assertAllocatesNothing(unknown, Verdict.NAK);
    }

    private void assertAllocatesNothing(byte[] request, Verdict verdict) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment original = arena.allocate(request.length).copyFrom(MemorySegment.ofArray(request));
            MemorySegment packet = arena.allocate(request.length);
            long allocated = 1;
            for (int round = 0; round < ROUNDS && allocated > 0; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < REPLIES; i++) {
                    MemorySegment.copy(original, 0, packet, 0, request.length);
                    judge(packet, request.length, verdict);
                }
                allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, allocated, verdict + " of " + request.length + " octets");
        }
    }

    private void judge(MemorySegment packet, int octets, Verdict verdict) {
        fields.read(packet, 0, octets);
        if (exchange.open(packet, 0, fields) != verdict) {
            throw new AssertionError("not " + verdict);
        }
        if (verdict == Verdict.AUTHENTIC) {
            exchange.seal(packet, 0);
        }
    }
}
