package org.timeball.server.client.nts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.Opaque;
import org.timeball.server.protocol.SessionKeys;

/** Requests and replies under NTS, octet by octet; the vectors were computed by another implementation of both AEADs. */
class ProtectedPacketsTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Opaque IDENTIFIER = new Opaque(counting(0x40, 32));
    private static final Opaque COOKIE = new Opaque(counting(0xa0, 64));
    private static final NtpHeader HEADER = new NtpHeader(
            0,
            4,
            NtpHeader.MODE_CLIENT,
            0,
            0,
            0,
            0,
            0,
            RefId.NONE,
            NtpTimestamp.UNKNOWN,
            NtpTimestamp.UNKNOWN,
            NtpTimestamp.UNKNOWN,
            new NtpTimestamp(0x8081828384858687L));

    private static final String IDENTIFIER_FIELD =
            "01040024404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";
    private static final String HEADER_HEX = "23" + "00".repeat(39) + "8081828384858687";
    private static final String COOKIE_FIELD = "02040044" + HEX.formatHex(counting(0xa0, 64));

    private static final byte[] REPLY = HEX.parseHex(
            "240106ec000000000000001050505300c0c1c2c3c4c5c6c78081828384858687d0d1d2d3d4d5d6d7e0e1e2e3e4e5e6e7"
                    + "01040024404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f040400b00010009870717273"
                    + "7475767778797a7b7c7d7e7fde0ed178b5026a0e9aaa77e2bbd0ed76c8feed55b7cc6a6c036591b1ad49501b3fcac571"
                    + "1b2346eb99d05993d685420ef5988b6416b5d2ac5e7d727058eede689f0dd3e589381c11dcf2ee610e60a2eabf09aa54"
                    + "1edf181c2369ca37c30e3dfeddf8e564fb34c7d1ac617d8aad09bc5062190f13c625efbef9137c97bb21b4845c9dca83"
                    + "39704d51adb1d7b3010d6ed75b7675e9a70b414b");

    private static final SessionKeys SIV_KEYS =
            new SessionKeys(AeadAlgorithm.AES_SIV_CMAC_256, counting(0x00, 32), counting(0x20, 32));

    @Test
    void sealsUnderAead15WithAPlaceholder() {
        byte[] packet = ProtectedRequest.seal(HEADER, IDENTIFIER, COOKIE, 1, SIV_KEYS, counting(0x60, 16));

        assertEquals(
                HEADER_HEX
                        + IDENTIFIER_FIELD
                        + COOKIE_FIELD
                        + ("03040044" + "00".repeat(64))
                        + "0404002800100010606162636465666768696a6b6c6d6e6f40ed8ba49e2b8d4f21ad5c7e0cdfdb61",
                HEX.formatHex(packet));
    }

    @Test
    void sealsUnderAead30() {
        var keys = new SessionKeys(AeadAlgorithm.AES_128_GCM_SIV, counting(0x00, 16), counting(0x20, 16));

        byte[] packet = ProtectedRequest.seal(HEADER, IDENTIFIER, COOKIE, 0, keys, counting(0x60, 12));

        assertEquals(
                HEADER_HEX
                        + IDENTIFIER_FIELD
                        + COOKIE_FIELD
                        + "04040024000c0010606162636465666768696a6b222259b8c59d166edfbc6b039fa4e9b3",
                HEX.formatHex(packet));
    }

    @Test
    void opensAReplyWithTwoCookies() {
        assertEquals(
                new ProtectedReply.Authentic(List.of(new Opaque(counting(0x10, 64)), new Opaque(counting(0x50, 64)))),
                ProtectedReply.open(REPLY, IDENTIFIER, SIV_KEYS));
    }

    /** Behind the authenticator anybody can put anything: it is not looked at (RFC 8915 §5.7). */
    @Test
    void passesOverWhatStandsBehindTheAuthenticator() {
        byte[] longer = java.util.Arrays.copyOf(REPLY, REPLY.length + 5);

        assertEquals(
                ProtectedReply.open(REPLY, IDENTIFIER, SIV_KEYS), ProtectedReply.open(longer, IDENTIFIER, SIV_KEYS));
    }

    @Test
    void noBitOfAReplyCanBeChanged() {
        var honest = ProtectedReply.open(REPLY, IDENTIFIER, SIV_KEYS);
        for (int bit = 0; bit < 8 * REPLY.length; bit++) {
            byte[] packet = REPLY.clone();
            packet[bit / 8] ^= (byte) (1 << bit % 8);
            var opened = ProtectedReply.open(packet, IDENTIFIER, SIV_KEYS);
            assertTrue(!(opened instanceof ProtectedReply.Authentic), "bit " + bit + ": " + opened);
        }
        assertTrue(honest instanceof ProtectedReply.Authentic);
    }

    @Test
    void knowsANakByItsIdentifier() {
        byte[] nak = HEX.parseHex("e40006ec00000000000000004e54534e00000000000000008081828384858687" + "00".repeat(16)
                + IDENTIFIER_FIELD);

        assertEquals(
                new ProtectedReply.Refused(ProtectedReply.Reason.UNPROTECTED),
                ProtectedReply.open(nak, IDENTIFIER, SIV_KEYS));
        assertEquals(
                new ProtectedReply.Refused(ProtectedReply.Reason.OF_ANOTHER_REQUEST),
                ProtectedReply.open(nak, new Opaque(counting(0x41, 32)), SIV_KEYS));
    }

    /** RFC 8915 §5.7: eight cookies are asked for, fewer where the packet would be too long for a path or for ntpd-rs. */
    @ParameterizedTest
    @EnumSource
    void neverGrowsBeyondWhatEveryServerTakes(AeadAlgorithm algorithm) {
        for (int octets = 1; octets <= KeyExchangeReader.MAX_COOKIE_OCTETS; octets++) {
            var cookie = new Opaque(new byte[octets]);
            int placeholders = ProtectedRequest.placeholdersThatFit(7, cookie, algorithm);
            var keys = new SessionKeys(algorithm, new byte[algorithm.keyOctets()], new byte[algorithm.keyOctets()]);
            byte[] packet = ProtectedRequest.seal(
                    HEADER, IDENTIFIER, cookie, placeholders, keys, new byte[algorithm.nonceOctets()]);

            assertTrue(packet.length <= 1_024, octets + " octets make a packet of " + packet.length);
            assertEquals(0, packet.length % 4);
            assertTrue(placeholders == 7 || octets > 100, "cookies as usual are all asked for");
        }
    }

    private static byte[] counting(int first, int octets) {
        byte[] bytes = new byte[octets];
        IntStream.range(0, octets).forEach(i -> bytes[i] = (byte) (first + i));
        return bytes;
    }
}
