package org.timeball.server.ntp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.DropReason;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.NtsRequest;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.access.AccessRules;
import org.timeball.server.ntp.access.Prefix;
import org.timeball.server.ntp.clients.ClientPrivacy;
import org.timeball.server.ntp.clients.RateLimit;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.SessionKeys;

/** Requests over loopback, where a sent datagram is there to be received when the send returns. */
@Timeout(60)
class UdpLoopTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Five years off, so that no time of the host can pass for the served one. */
    private static final long CORRECTION_NANOS = -5L * 365 * 86_400 * 1_000_000_000L;

    private ClockSnapshot locked = lockedNow();

    private static ClockSnapshot lockedNow() {
        return new ClockSnapshot(
                ClockState.LOCKED,
                Leap.NONE,
                1,
                RefId.PPS,
                RawClock.nanos(),
                System.nanoTime(),
                CORRECTION_NANOS,
                0,
                RawClock.nanos() + CORRECTION_NANOS,
                0,
                1e-6,
                100,
                2e-7,
                50);
    }

    private static final int ORIGIN = 24;
    private static final int RECEIVE = 32;
    private static final int TRANSMIT = 40;
    private static final long COOKIE = 0x0123_4567_89ab_cdefL;

    private final Responder responder = responder(RawClock::nanos, Optional.empty());
    private final ByteBuffer request = ByteBuffer.allocateDirect(48);
    private final ByteBuffer reply = ByteBuffer.allocateDirect(100);
    private UdpSocket socket;
    private UdpLoop loop;
    private DatagramChannel client;

    private Responder responder(LongSupplier raw, Optional<NtsServerExchange> nts) {
        var random = new SplittableRandom(1);
        return new Responder(
                new Clocks(() -> locked, raw, System::nanoTime), nts, NtpPolicy.OPEN, -24, random::nextLong);
    }

    @BeforeEach
    void open() throws Exception {
        socket = UdpSocket.bind(new InetSocketAddress("127.0.0.1", 0));
        loop = new UdpLoop(socket, responder);
        client = DatagramChannel.open().connect(socket.localAddress());
        request.put(0, (byte) 0x23).putLong(TRANSMIT, COOKIE);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        socket.close();
    }

    @Test
    void answersARequestWithTheStampsOfItsWay() throws Exception {
        long before = NtpTimestamp.bitsOf(RawClock.nanos() + CORRECTION_NANOS);
        client.write(request.clear());
        assertEquals(1, loop.serveBatch());
        assertEquals(48, client.read(reply.clear()));
        long after = NtpTimestamp.bitsOf(RawClock.nanos() + CORRECTION_NANOS);

        assertEquals(0x24, reply.get(0));
        assertEquals(1, reply.get(1));
        assertEquals(COOKIE, reply.getLong(ORIGIN));
        assertInOrder(before, reply.getLong(RECEIVE));
        assertInOrder(reply.getLong(RECEIVE), reply.getLong(TRANSMIT));
        assertInOrder(reply.getLong(TRANSMIT), after);
        assertEquals(new UdpLoop.Statistics(0, 0, 0, 0, 0, 0), loop.statistics());
    }

    @Test
    void answersEachOfManyWithItsOwnOrigin() throws Exception {
        int many = 50;
        for (int i = 0; i < many; i++) {
            client.write(request.clear().putLong(TRANSMIT, i));
        }
        assertEquals(many, loop.serveBatch());
        for (int i = 0; i < many; i++) {
            assertEquals(48, client.read(reply.clear()));
            assertEquals(i, reply.getLong(ORIGIN));
        }
    }

    /** A reply that waited for the next ones would leave long after its transmit time. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsEachReplyBeforeItTurnsToTheNextRequest(boolean isProtected) throws Exception {
        var random = new SecureRandom();
        var jar = new CookieJar(CookieKeyRing.create(random, 0), random);
        var keys = new SessionKeys(AeadAlgorithm.AES_SIV_CMAC_256, new byte[32], new byte[32]);
        byte[] sealed = new NtsRequest(keys, jar.seal(keys, 1).getFirst(), 0).octets();
        client.configureBlocking(false);
        var repliesSeen = new ArrayList<Integer>();
        LongSupplier clock = () -> {
            repliesSeen.add(repliesHere());
            return RawClock.nanos();
        };
        var nts = Optional.of(new NtsServerExchange(jar, random));
        var watched = new UdpLoop(socket, responder(clock, nts));
        for (int i = 0; i < 4; i++) {
            client.write(isProtected ? ByteBuffer.wrap(sealed) : request.clear());
        }

        assertEquals(4, watched.serveBatch());

        assertEquals(List.of(0, 1, 1, 1), repliesSeen);
    }

    private int repliesHere() {
        try {
            int count = 0;
            while (client.read(reply.clear()) > 0) {
                count++;
            }
            return count;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void keepsSilentAboutWhatIsNoRequestAndAnswersTheNext() throws Exception {
        client.write(ByteBuffer.allocate(47));
        client.write(ByteBuffer.allocate(5_000).put(0, (byte) 0x23));
        client.write(request.clear());
        assertEquals(3, loop.serveBatch());

        assertEquals(48, client.read(reply.clear()));
        client.configureBlocking(false);
        assertEquals(0, client.read(reply.clear()));
        var drops = responder.counters().statistics().drops();
        assertEquals(1, drops.get(DropReason.TOO_SHORT));
        assertEquals(1, drops.get(DropReason.TOO_LONG));
    }

    /** N3 of the test catalogue: whatever is shorter than a header, a hundred times each, and then an honest request. */
    @Test
    void keepsSilentAboutAllThatIsShorterThanAHeader() throws Exception {
        try (var sender = new DatagramSocket()) {
            for (int octets = 0; octets < 48; octets++) {
                byte[] cut = Arrays.copyOf(new byte[] {0x23}, octets);
                var packet = new DatagramPacket(cut, octets);
                packet.setSocketAddress(socket.localAddress());
                for (int i = 0; i < 100; i++) {
                    sender.send(packet);
                    assertEquals(1, loop.serveBatch());
                }
            }
            sender.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, () -> sender.receive(new DatagramPacket(new byte[48], 48)));
        }
        assertEquals(4_800, responder.counters().statistics().drops().get(DropReason.TOO_SHORT));
        client.write(request.clear());
        assertEquals(1, loop.serveBatch());
        assertEquals(48, client.read(reply.clear()));
    }

    /** RFC 9769 with the kernel's own stamps, and N10: the stamp of basic mode is not later than the departure. */
    @Test
    void tellsWhenTheLastReplyLeftByTheKernel() throws Exception {
        int pairs = 2_000;
        int late = 0;
        for (int i = 0; i < pairs; i++) {
            var first = exchange(0x55, i);
            long receive = first.getLong(RECEIVE);
            long foretold = first.getLong(TRANSMIT);
            long readByNow = NtpTimestamp.bitsOf(RawClock.nanos() + CORRECTION_NANOS);
            var second = exchange(receive, i);
            assertEquals(i ^ 1L << 40, second.getLong(ORIGIN), "interleaved");
            long departed = second.getLong(TRANSMIT);
            assertInOrder(receive, departed);
            assertInOrder(departed, readByNow);
            late += departed - foretold < 0 ? 1 : 0;
        }
        int lateReplies = late;
        assertTrue(late <= pairs / 200, () -> lateReplies + " replies left before their stamp");
        assertEquals(pairs, responder.counters().statistics().interleaved());
    }

    private ByteBuffer exchange(long origin, long transmit) throws Exception {
        request.clear().putLong(ORIGIN, origin).putLong(RECEIVE, transmit ^ 1L << 40);
        client.write(request.putLong(TRANSMIT, transmit));
        assertEquals(1, loop.serveBatch());
        assertEquals(48, client.read(reply.clear()));
        return reply;
    }

    /** So many at once that they go in groups. */
    @Test
    void answersEachOfAFloodInItsTurn() throws Exception {
        for (int i = 0; i < 64; i++) {
            request.clear().putLong(TRANSMIT, i);
            client.write(i % 10 == 9 ? ByteBuffer.allocate(7) : request);
        }
        assertEquals(64, loop.serveBatch());
        long last = 0;
        for (int i = 0; i < 64; i++) {
            if (i % 10 != 9) {
                assertEquals(48, client.read(reply.clear()));
                assertEquals(i, reply.getLong(ORIGIN));
                assertTrue(i == 0 || reply.getLong(TRANSMIT) - last > 0, "stamps rise");
                last = reply.getLong(TRANSMIT);
            }
        }
        assertEquals(new UdpLoop.Statistics(0, 0, 0, 0, 0, 0), loop.statistics());
    }

    /** A reload: who is let in, and as often, is another's decision from one request to the next. */
    @Test
    void letsInByAnotherPolicyFromTheNextRequestOn() throws Exception {
        client.write(request.clear());
        assertEquals(1, loop.serveBatch());
        assertEquals(48, client.read(reply.clear()));

        loop.adopt(closedTo("127.0.0.0", 8));
        client.write(request.clear());
        assertEquals(1, loop.serveBatch());
        assertEquals(1, responder.counters().statistics().drops().get(DropReason.DENIED));

        loop.adopt(limited(1e-3, 1));
        for (int i = 0; i < 3; i++) {
            client.write(request.clear());
        }
        assertEquals(3, loop.serveBatch());
        assertEquals(2, responder.counters().statistics().drops().get(DropReason.RATE_LIMITED));

        loop.adopt(NtpPolicy.OPEN);
        client.write(request.clear());
        assertEquals(1, loop.serveBatch());
        assertEquals(3, responder.counters().statistics().answered());
        assertEquals(1, responder.clients().uses().size(), "what is remembered stays");
        assertEquals(6, responder.clients().uses().getFirst().requests());
    }

    private static NtpPolicy closedTo(String network, int bits) {
        var prefix = Prefix.of(InetAddress.ofLiteral(network).getAddress(), bits);
        return policy(new AccessRules(List.of(), List.of(prefix)), Optional.empty());
    }

    private static NtpPolicy limited(double requestsPerSecond, int burst) {
        return policy(AccessRules.OPEN, Optional.of(new RateLimit(requestsPerSecond, burst)));
    }

    private static NtpPolicy policy(AccessRules access, Optional<RateLimit> limit) {
        return new NtpPolicy(3, true, access, false, limit, false, 64, ClientPrivacy.PREFIX);
    }

    @Test
    void servesOnItsThreadUntilTheSocketCloses() throws Exception {
        var thread = Thread.ofPlatform().start(loop);
        client.write(request.clear());
        assertEquals(48, client.read(reply.clear()));

        socket.close();
        thread.join(10_000);
        assertFalse(thread.isAlive());
    }

    @Test
    void allocatesNothingForARequest() throws Exception {
        // A call into the kernel makes an object of 40 octets until it is compiled, and again where compiled code meets
        // a branch that it has not seen and goes on interpreted.
        long allocated = exchange(1_000);
        for (int round = 0; round < 500 && allocated > 0; round++) {
            allocated = exchange(1_000);
        }
        assertEquals(0, allocated);
    }

    /** The same for interleaved mode, whose stamps come from the error queue. */
    @Test
    void allocatesNothingForAnInterleavedRequest() throws Exception {
        request.putLong(ORIGIN, 1).putLong(RECEIVE, 2);
        long allocated = exchange(1_000);
        for (int round = 0; round < 500 && allocated > 0; round++) {
            allocated = exchange(1_000);
        }
        assertEquals(0, allocated);
    }

    /**
     * How many octets of heap the loop took for so many requests. A snapshot that grew old would have it take another path,
     * that of replies which are not synchronised, in the midst of the measurement.
     */
    private long exchange(int times) throws IOException, DeviceException {
        locked = lockedNow();
        long allocated = 0;
        for (int i = 0; i < times; i++) {
            client.write(request.clear());
            long before = THREADS.getCurrentThreadAllocatedBytes();
            loop.serveBatch();
            allocated += THREADS.getCurrentThreadAllocatedBytes() - before;
            client.read(reply.clear());
        }
        return allocated;
    }

    private static void assertInOrder(long earlier, long later) {
        assertTrue(later - earlier >= 0, () -> Long.toHexString(earlier) + " <= " + Long.toHexString(later));
    }
}
