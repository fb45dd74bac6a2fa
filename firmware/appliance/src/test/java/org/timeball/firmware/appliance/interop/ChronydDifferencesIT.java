package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.ntp.Arrival;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.DropReason;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.NtsServerExchange;

/** N18 of the test catalogue: 50,000 mutated packets go to our responder and to chronyd, without NTS keys. */
class ChronydDifferencesIT {

    private static final int PACKETS = 50_000;
    private static final int BATCH = 50;
    private static final int TRANSMIT = 40;
    private static final int ORIGIN = 24;

    private static final String HEADER = "230006ec" + "00".repeat(44);
    private static final String UID = "01040024" + "40".repeat(32);
    private static final String FOREIGN = "f323001c" + "ab".repeat(24);
    private static final String COOKIE = "02040068" + "5a".repeat(100);
    private static final String AUTHENTICATOR = "04040028" + "00100010" + "5a".repeat(32);
    private static final String MAC = "00000001" + "ab".repeat(16);

    private static final List<byte[]> SEEDS = List.of(
                    HEADER,
                    "1b" + HEADER.substring(2),
                    HEADER + FOREIGN,
                    HEADER + UID,
                    HEADER + UID + FOREIGN,
                    HEADER + UID + COOKIE + AUTHENTICATOR,
                    HEADER + MAC)
            .stream()
            .map(HexFormat.of()::parseHex)
            .toList();

    @TempDir
    Path folder;

    private Process chronyd;
    private int port;

    @BeforeEach
    void start() throws IOException {
        Launcher.require("chronyd");
        try (var free = new DatagramSocket()) {
            port = free.getLocalPort();
        }
        chronyd = Launcher.builder(List.of(
                        "chronyd",
                        "-d",
                        "-x",
                        "-U",
                        "-t",
                        "120",
                        "port " + port,
                        "bindaddress 127.0.0.1",
                        "local stratum 1",
                        "allow 127/8",
                        "cmdport 0",
                        "bindcmdaddress /",
                        "user " + System.getProperty("user.name"),
                        "pidfile " + folder.resolve("chronyd.pid")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chronyd.log").toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (chronyd != null) {
            chronyd.destroy();
            assertTrue(chronyd.waitFor(10, TimeUnit.SECONDS), "chronyd ends");
        }
    }

    @Test
    void everyDifferenceIsOnTheList() throws IOException {
        var random = new Random(18);
        var ours = responder();
        var seen = new TreeMap<String, Integer>();
        var examples = new HashMap<String, String>();
        int same = 0;
        try (var client =
                        DatagramChannel.open().connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                var selector = Selector.open()) {
            client.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            awaitChronyd(client, selector);
            for (int from = 0; from < PACKETS; from += BATCH) {
                var packets = new ArrayList<byte[]>();
                for (int i = 0; i < BATCH; i++) {
                    packets.add(mutated(random, from + i + 1));
                }
                Map<Long, Integer> theirs = ask(client, selector, packets, from / BATCH);
                for (byte[] packet : packets) {
                    String our = answer(ours, packet);
                    String their = lengthWords(lengthOf(theirs, packet));
                    if (our.equals("header") && their.equals("silent")) {
                        // Lost on the way, as a datagram may be: asked once more, by itself.
                        their = lengthWords(lengthOf(ask(client, selector, List.of(packet), PACKETS + from), packet));
                    }
                    if (our.equals(their) || our.startsWith("silent") && their.equals("silent")) {
                        same++;
                    } else {
                        String difference = "ours: " + our + ", chronyd's: " + their;
                        seen.merge(difference, 1, Integer::sum);
                        examples.putIfAbsent(difference, HexFormat.of().formatHex(packet));
                    }
                }
            }
        }
        int alike = same;
        var unlisted = new TreeMap<>(seen);
        unlisted.keySet().removeAll(DIFFERENCES);
        assertEquals(Map.of(), unlisted, () -> "alike " + alike + ", all " + seen + ", examples " + examples);
        assertTrue(same > PACKETS / 2, "alike " + same);
    }

    /** The list: what is answered otherwise, and why. */
    private static final List<String> DIFFERENCES = List.of(
            // RFC 8915 §5.3 and §5.7: the identifier is echoed, with NTS or without; and a cookie that does not open
            // earns
            // a kiss. chronyd hears no NTS where it has no keys, and no identifier alone.
            "ours: header and identifier, chronyd's: silent",
            // Symmetric mode, which chronyd answers to whom it allows, is not spoken here at all.
            "ours: silent (not a client request), chronyd's: header",
            // Versions 1 and 2 are answered here by configuration only.
            "ours: silent (unsupported version), chronyd's: header");

    private static byte[] mutated(Random random, long number) {
        byte[] seed = SEEDS.get(random.nextInt(SEEDS.size()));
        byte[] packet = seed.clone();
        if (random.nextInt(6) == 0) {
            packet = Arrays.copyOf(packet, random.nextInt(packet.length + 40));
        }
        for (int changes = random.nextInt(3); changes > 0 && packet.length > 0; changes--) {
            int at = random.nextInt(3) == 0 ? 0 : random.nextInt(packet.length);
            packet[at] = (byte) random.nextInt();
        }
        if (packet.length >= 48) {
            // By this an answer is known.
            ByteBuffer.wrap(packet).putLong(TRANSMIT, number);
        }
        return packet;
    }

    private static int lengthOf(Map<Long, Integer> answers, byte[] packet) {
        return packet.length < 48
                ? 0
                : answers.getOrDefault(ByteBuffer.wrap(packet).getLong(TRANSMIT), 0);
    }

    /** What our responder says: a length, or why it is silent. */
    private static String answer(Responder responder, byte[] request) {
        byte[] packet = request.clone();
        var arrival = new Arrival().at(1_795_400_000_000_000_000L, 0).from(0, 0xffff_7f00_0001L, false);
        int octets = responder.respond(MemorySegment.ofArray(packet), 0, packet.length, packet.length, arrival);
        return octets > 0
                ? lengthWords(octets)
                : "silent (" + DropReason.ofCode(octets).words() + ")";
    }

    private static String lengthWords(int octets) {
        return octets == 0 ? "silent" : octets == 48 ? "header" : octets == 84 ? "header and identifier" : "longer";
    }

    private static Responder responder() {
        var random = new SecureRandom();
        var jar = new CookieJar(CookieKeyRing.create(random, 0), random);
        var snapshot = ClockSnapshot.starting(1_795_400_000_000_000_000L);
        var clocks = new Clocks(() -> snapshot, () -> 1_795_400_000_000_000_000L, () -> 0);
        return new Responder(
                clocks, Optional.of(new NtsServerExchange(jar, random)), NtpPolicy.OPEN, -25, random::nextLong);
    }

    private static void awaitChronyd(DatagramChannel client, Selector selector) throws IOException {
        for (int i = 0; i < 100; i++) {
            try {
                if (!ask(client, selector, List.of(), -1).isEmpty()) {
                    return;
                }
            } catch (java.net.PortUnreachableException notYet) {
                selector.selectNow();
            }
        }
        throw new AssertionError("chronyd does not answer");
    }

    /** Sends packets and one good request behind them, and gathers the lengths of answers by their origin. */
    private static Map<Long, Integer> ask(DatagramChannel client, Selector selector, List<byte[]> packets, long round)
            throws IOException {
        for (byte[] packet : packets) {
            client.write(ByteBuffer.wrap(packet));
        }
        long last = Long.MIN_VALUE | round;
        client.write(ByteBuffer.wrap(SEEDS.getFirst().clone())
                .putLong(TRANSMIT, last)
                .clear());
        var lengths = new HashMap<Long, Integer>();
        var answer = ByteBuffer.allocate(2_048);
        while (!lengths.containsKey(last) && selector.select(500) > 0) {
            selector.selectedKeys().clear();
            while (client.read(answer.clear()) > 0) {
                lengths.put(answer.getLong(ORIGIN), answer.position());
            }
        }
        return lengths;
    }
}
