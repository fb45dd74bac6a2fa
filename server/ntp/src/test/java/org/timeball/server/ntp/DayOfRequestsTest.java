package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.ntp.access.AccessRules;
import org.timeball.server.ntp.clients.ClientPrivacy;
import org.timeball.server.ntp.clients.RateLimit;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.KeyRotation;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.SessionKeys;

/**
 * L6 of the test catalogue, a day of it in seconds: mixed requests on a virtual clock, from those who come back, from others
 * and from nobody in particular, while keys rotate every hour. Nothing may grow.
 */
class DayOfRequestsTest {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long START_NANOS = 1_795_400_000L * SECOND_NANOS;
    private static final long HOLDING_NANOS = 20_000;
    private static final long DEPARTURE_NANOS = 70_000;
    private static final long IPV4 = 0xffff_0000_0000L;
    private static final int HOURS = 24;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int REGULARS = 400;
    private static final int UNDER_NTS = 60;
    private static final int CAPACITY = 2_048;
    private static final KeyRotation ROTATION = new KeyRotation(SECONDS_PER_HOUR, 7);
    private static final ValueLayout.OfLong STAMP = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Until then what is loaded and compiled late makes the heap larger. */
    private static final int SETTLED_HOUR = 4;

    private static final NtpPolicy POLICY = new NtpPolicy(
            3,
            true,
            AccessRules.OPEN,
            false,
            Optional.of(new RateLimit(1_000, 50)),
            true,
            16_384,
            ClientPrivacy.PREFIX);

    /** A client under NTS, its cookies, and the random stamp of its last request. */
    private final class Protected {

        private final SessionKeys keys;
        private final FieldClient client;
        private final List<byte[]> cookies = new ArrayList<>();
        private int renewed;

        Protected(AeadAlgorithm algorithm) {
            keys = new SessionKeys(algorithm, octets(algorithm.keyOctets()), octets(algorithm.keyOctets()));
            client = new FieldClient(keys);
        }

        void ask(long address) {
            if (cookies.isEmpty()) {
                cookies.addAll(jar.seal(keys, NtsServerExchange.MAX_COOKIES));
                renewed++;
            }
            byte[] request = client.request(octets(32), cookies.removeFirst(), 0);
            int octets = respond(request, request.length, address);
            client.open(Arrays.copyOf(slot, Math.max(NtpHeader.OCTETS, octets)))
                    .ifPresent(opened -> cookies.addAll(opened.cookies()));
        }
    }

    private final Random random = new Random(24);
    private CookieKeyRing ring = CookieKeyRing.create(new SecureRandom(), 0);
    private final CookieJar jar = new CookieJar(ring, new SecureRandom());
    private final byte[] slot = new byte[CAPACITY];
    private final MemorySegment packet = MemorySegment.ofArray(slot);
    private final Arrival arrival = new Arrival();
    private long nanos;
    private ClockSnapshot snapshot = snapshot();
    private final Responder responder = new Responder(
            new Clocks(() -> snapshot, () -> START_NANOS + nanos + HOLDING_NANOS, () -> nanos),
            Optional.of(new NtsServerExchange(jar, new SecureRandom())),
            POLICY,
            -25,
            new SplittableRandom(6)::nextLong);

    private ClockSnapshot snapshot() {
        long raw = START_NANOS + nanos;
        return new ClockSnapshot(
                ClockState.LOCKED, Leap.NONE, 1, RefId.PPS, raw, nanos, 0, 0, raw, 0, 1e-6, 100, 2e-7, 50);
    }

    private byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** The reply, in {@link #slot}. */
    private int respond(byte[] request, int octets, long address) {
        System.arraycopy(request, 0, slot, 0, Math.min(octets, request.length));
        int replyOctets = responder.respond(
                packet,
                0,
                octets,
                CAPACITY,
                arrival.at(START_NANOS + nanos, nanos).from(0, address, false));
        if (replyOctets > 0 && responder.ticket() != Responder.NO_TICKET) {
            responder.departed(responder.ticket(), START_NANOS + nanos + DEPARTURE_NANOS);
        }
        return replyOctets;
    }

    /** Who comes back, in basic mode or with the stamp of the last reply as its origin, which is interleaved mode. */
    private void askPlainly(byte[] request, long[] receiveStamps, int client, boolean isInterleaved) {
        var header = MemorySegment.ofArray(request);
        header.set(STAMP, 24, isInterleaved ? receiveStamps[client] : 0);
        header.set(STAMP, 32, random.nextLong() | 1);
        header.set(STAMP, 40, random.nextLong() & ~1L);
        if (respond(request, NtpHeader.OCTETS, IPV4 | 0xc010_0000L | client << 8) > 0) {
            receiveStamps[client] = packet.get(STAMP, 32);
        }
    }

    @Test
    void nothingGrows() {
        var protectedClients = new ArrayList<Protected>();
        for (int i = 0; i < UNDER_NTS; i++) {
            protectedClients.add(new Protected(AeadAlgorithm.values()[i % 4]));
        }
        byte[] plain = new byte[NtpHeader.OCTETS];
        plain[0] = 0x23;
        long[] receiveStamps = new long[REGULARS];
        var heapOctets = new ArrayList<Long>();
        for (int hour = 0; hour < HOURS; hour++) {
            for (int second = 0; second < SECONDS_PER_HOUR; second++) {
                snapshot = snapshot();
                for (int i = 0; i < 8; i++) {
                    nanos += SECOND_NANOS / 8;
                    int client = (second * 8 + i) % REGULARS;
                    askPlainly(plain, receiveStamps, client, client % 3 == 0);
                    plain[0] = 0x23;
                    respond(plain, NtpHeader.OCTETS, IPV4 | random.nextInt() & 0xffff_ffffL);
                }
                protectedClients.get(second % UNDER_NTS).ask(IPV4 | 0xc020_0000L | second % UNDER_NTS << 8);
                byte[] junk = octets(random.nextInt(300));
                respond(junk, junk.length, IPV4 | random.nextInt() & 0xffff_ffffL);
            }
            ring = ring.at((hour + 1) * (long) SECONDS_PER_HOUR, ROTATION);
            jar.replaceRing(ring);
            heapOctets.add(heapOctets());
        }
        judge(heapOctets, protectedClients);
    }

    private void judge(List<Long> heapOctets, List<Protected> protectedClients) {
        long grown = heapOctets.getLast() - heapOctets.get(SETTLED_HOUR);
        assertTrue(grown < (HOURS - 1 - SETTLED_HOUR) * (1L << 20), heapOctets::toString);
        var statistics = responder.counters().statistics();
        assertTrue(statistics.answered() >= HOURS * SECONDS_PER_HOUR * 15L, statistics::toString);
        assertEquals(HOURS * (long) SECONDS_PER_HOUR, statistics.ntsAnswered(), "none is refused for its key's age");
        assertEquals(0, statistics.naks());
        assertTrue(statistics.interleaved() > HOURS * SECONDS_PER_HOUR, statistics::toString);
        assertEquals(POLICY.clients(), responder.clients().capacity());
        assertTrue(responder.stamps().held() <= POLICY.clients(), "stamps are held for a fixed number of replies");
        protectedClients.forEach(client -> assertEquals(1, client.renewed, "its keys last all day"));
    }

    private static long heapOctets() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
