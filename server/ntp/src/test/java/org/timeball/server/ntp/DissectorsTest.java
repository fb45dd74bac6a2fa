package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.SessionKeys;

/**
 * N19 of the test catalogue: other people's decoders find in our replies what is to be found, and nothing malformed. Each
 * kind of reply is written into a capture file, which Wireshark's {@code tshark} and Python's scapy read.
 */
class DissectorsTest {

    private static final long RAW_NANOS = 1_795_400_000_123_456_789L;
    private static final int PPS = 0x50505300;
    private static final int RATE = 0x52415445;
    private static final int IDENTIFIER_OCTETS = 36;

    /** By which the script says that scapy is not there (sysexits.h, EX_TEMPFAIL). */
    private static final int NOT_INSTALLED = 75;

    /** For two replies a second, so that the third is a kiss. */
    private static final NtpPolicy POLICY = new NtpPolicy(
            1, true, AccessRules.OPEN, false, Optional.of(new RateLimit(2, 2)), true, 64, ClientPrivacy.PREFIX);

    @TempDir
    Path folder;

    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
    private int clients;

    private byte[] answer(boolean isSynchronised, byte[] request, int times) {
        var snapshot = new ClockSnapshot(
                isSynchronised ? ClockState.LOCKED : ClockState.ACQUIRING,
                isSynchronised ? Leap.INSERT : Leap.UNKNOWN,
                isSynchronised ? 1 : 0,
                isSynchronised ? RefId.PPS : RefId.NONE,
                RAW_NANOS,
                0,
                0,
                0,
                RAW_NANOS,
                0,
                16e-6,
                100,
                2e-7,
                50);
        var responder = new Responder(
                new Clocks(() -> snapshot, () -> RAW_NANOS + 20_000, () -> 0),
                Optional.of(new NtsServerExchange(jar, new SecureRandom())),
                POLICY,
                -25,
                new SplittableRandom(19)::nextLong);
        clients++;
        byte[] packet = {};
        int octets = 0;
        for (int i = 0; i < times; i++) {
            packet = request.clone();
            var arrival = new Arrival().at(RAW_NANOS, 0).from(0, 0xffff_c000_0200L | clients, false);
            octets = responder.respond(MemorySegment.ofArray(packet), 0, packet.length, packet.length, arrival);
        }
        return Arrays.copyOf(packet, octets);
    }

    private static byte[] plain(int version) {
        byte[] request = new byte[NtpHeader.OCTETS];
        request[0] = (byte) (version << 3 | NtpHeader.MODE_CLIENT);
        request[NtpHeader.OCTETS - 1] = 7;
        return request;
    }

    private byte[] protectedRequest(AeadAlgorithm algorithm, int placeholders, boolean isKnown) {
        var keys = new SessionKeys(algorithm, new byte[algorithm.keyOctets()], new byte[algorithm.keyOctets()]);
        byte[] cookie = jar.seal(keys, 1).getFirst();
        cookie[cookie.length - 1] ^= (byte) (isKnown ? 0 : 1);
        return new FieldClient(keys).request(new byte[32], cookie, placeholders);
    }

    /**
     * A reply, and what there is in it by the RFCs.
     *
     * @param refId of 32 bits
     * @param types of its extension fields
     */
    private record Row(byte[] reply, int leap, int version, int stratum, int refId, List<Integer> types) {

        /** The fields' lengths; of two the second fills the packet. */
        List<Integer> lengths() {
            int behindIdentifier = reply.length - NtpHeader.OCTETS - IDENTIFIER_OCTETS;
            return List.of(IDENTIFIER_OCTETS, behindIdentifier).subList(0, types.size());
        }
    }

    private List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (int version = 1; version <= 4; version++) {
            rows.add(new Row(answer(true, plain(version), 1), 1, version, 1, PPS, List.of()));
        }
        rows.add(new Row(answer(false, plain(4), 1), 3, 4, 0, 0, List.of()));
        rows.add(new Row(answer(true, plain(4), 3), 3, 4, 0, RATE, List.of()));
        byte[] identified = ByteBuffer.allocate(NtpHeader.OCTETS + IDENTIFIER_OCTETS)
                .put(plain(4))
                .putShort((short) FieldClient.IDENTIFIER)
                .putShort((short) IDENTIFIER_OCTETS)
                .array();
        rows.add(new Row(answer(true, identified, 1), 1, 4, 1, PPS, List.of(FieldClient.IDENTIFIER)));
        for (var algorithm : AeadAlgorithm.values()) {
            for (int placeholders : new int[] {0, 7}) {
                byte[] reply = answer(true, protectedRequest(algorithm, placeholders, true), 1);
                var types = List.of(FieldClient.IDENTIFIER, FieldClient.AUTHENTICATOR);
                rows.add(new Row(reply, 1, 4, 1, PPS, types));
            }
            byte[] nak = answer(true, protectedRequest(algorithm, 0, false), 1);
            rows.add(new Row(nak, 3, 4, 0, NtsServerExchange.NAK_REF_ID, List.of(FieldClient.IDENTIFIER)));
        }
        return rows;
    }

    /** The last two columns are what it complains of. */
    @Test
    void tsharkFindsNothingMalformed() throws Exception {
        require("tshark");
        var rows = rows();
        var command = new ArrayList<String>();
        command.addAll(List.of("tshark", "-r", capture(rows).toString(), "-T", "fields", "-E", "separator=/s"));
        command.addAll(
                List.of("-e", "ntp.flags.li", "-e", "ntp.flags.vn", "-e", "ntp.flags.mode", "-e", "ntp.stratum"));
        command.addAll(List.of("-e", "ntp.refid", "-e", "ntp.ext.type", "-e", "ntp.ext.length"));
        command.addAll(List.of("-e", "_ws.malformed", "-e", "_ws.expert.message"));
        var expected = rows.stream()
                .map(row -> "%d %d 4 %d %08x %s %s  "
                        .formatted(
                                row.leap,
                                row.version,
                                row.stratum,
                                row.refId,
                                listed("0x%04x", row.types),
                                listed("%d", row.lengths())))
                .toList();
        assertEquals(expected, run(command));
    }

    private static String listed(String format, List<Integer> numbers) {
        return numbers.stream().map(format::formatted).collect(Collectors.joining(","));
    }

    /** It knows nothing of NTS, and takes what follows the header for a MAC. */
    @Test
    void scapyReadsTheSameHeader() throws Exception {
        require("python3");
        var rows = rows();
        var script = """
                import sys
                try:
                    from scapy.all import rdpcap
                    from scapy.layers.ntp import NTPHeader
                except ImportError:
                    sys.exit(75)
                for packet in rdpcap(sys.argv[1]):
                    ntp = packet[NTPHeader]
                    print(ntp.leap, ntp.version, ntp.mode, ntp.stratum, ntp.ref_id.ljust(4, b'\\0').hex(), ntp.orig > 0)
                """;
        // Debian's own, which has Debian's modules.
        var read = run(List.of("/usr/bin/python3", "-c", script, capture(rows).toString()));
        var expected = rows.stream()
                .map(row -> "%d %d 4 %d %08x True".formatted(row.leap, row.version, row.stratum, row.refId))
                .toList();
        assertEquals(expected, read);
    }

    private static void require(String program) {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        Assumptions.assumeTrue(isThere, () -> "skipped: " + program + " is not installed");
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int exitCode = process.waitFor();
        Assumptions.assumeTrue(exitCode != NOT_INSTALLED, "skipped: python3-scapy is not installed");
        assertEquals(0, exitCode, said);
        return said.lines().toList();
    }

    /** As a capture of raw IPv4 packets (pcap, version 2.4), each sent from port 123. */
    private Path capture(List<Row> rows) throws IOException {
        var file = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        file.putInt(0).putInt(0).putInt(1 << 16).putInt(228);
        for (var row : rows) {
            int octets = 28 + row.reply.length;
            file.putInt((int) (RAW_NANOS / 1_000_000_000))
                    .putInt(0)
                    .putInt(octets)
                    .putInt(octets);
            var packet = ByteBuffer.allocate(octets).putShort((short) 0x4500).putShort((short) octets);
            packet.putInt(0)
                    .putShort((short) 0x4011)
                    .putShort((short) 0)
                    .putInt(0xc0000201)
                    .putInt(0xc0000202);
            packet.putShort(10, checksum(packet));
            packet.putShort((short) 123).putShort((short) 40_000);
            packet.putShort((short) (8 + row.reply.length)).putShort((short) 0).put(row.reply);
            file.put(packet.flip());
        }
        return Files.write(folder.resolve("replies.pcap"), Arrays.copyOf(file.array(), file.position()));
    }

    /** Of the IPv4 header (RFC 791 section 3.1). */
    private static short checksum(ByteBuffer header) {
        int sum = IntStream.range(0, 10)
                .map(i -> Short.toUnsignedInt(header.getShort(2 * i)))
                .sum();
        return (short) ~((sum & 0xffff) + (sum >> 16));
    }
}
