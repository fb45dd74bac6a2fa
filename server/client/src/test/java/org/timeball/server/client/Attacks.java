package org.timeball.server.client;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.NtpHeader;

/** What can be sent to a client by somebody who is not its server. */
public final class Attacks {

    private static final int IDENTIFIER_BODY_AT = NtpHeader.OCTETS + 4;
    private static final int AUTHENTICATOR_AT = NtpHeader.OCTETS + 36;

    /** What an attacker has to work with. */
    public record Scene(byte[] request, byte[] answer, byte[] lastRequest, byte[] lastAnswer, Random random) {

        NtpHeader header() {
            return VirtualServer.header(answer);
        }
    }

    /** @param make a packet out of what is there */
    public record Attack(String name, ReplyFault fault, Function<Scene, byte[]> make) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** By somebody who does not see the request, or who has nothing but old packets: of no use anywhere. */
    public static final List<Attack> OFF_PATH = List.of(
            new Attack("forged DENY", ReplyFault.WRONG_ORIGIN, scene -> kiss(scene, "DENY", randomOrigin(scene))),
            new Attack("forged RSTR", ReplyFault.WRONG_ORIGIN, scene -> kiss(scene, "RSTR", randomOrigin(scene))),
            new Attack("forged RATE", ReplyFault.WRONG_ORIGIN, scene -> kiss(scene, "RATE", randomOrigin(scene))),
            new Attack("forged NTSN", ReplyFault.WRONG_ORIGIN, scene -> kiss(scene, "NTSN", randomOrigin(scene))),
            new Attack("kiss without origin", ReplyFault.WRONG_ORIGIN, scene -> kiss(scene, "DENY", 0)),
            new Attack("zero origin (CVE-2015-8138)", ReplyFault.WRONG_ORIGIN, scene -> withOrigin(scene, 0)),
            new Attack("wrong origin", ReplyFault.WRONG_ORIGIN, scene -> withOrigin(scene, randomOrigin(scene))),
            new Attack(
                    "interleave pivot by the last receive stamp (CVE-2016-1548)",
                    ReplyFault.WRONG_ORIGIN,
                    scene -> withOrigin(
                            scene,
                            VirtualServer.header(scene.lastAnswer).receive().bits())),
            new Attack(
                    "interleave pivot by the last transmit stamp",
                    ReplyFault.WRONG_ORIGIN,
                    scene -> withOrigin(
                            scene,
                            VirtualServer.header(scene.lastAnswer).transmit().bits())),
            new Attack("late: the answer to the request before", ReplyFault.WRONG_ORIGIN, Scene::lastAnswer),
            new Attack("the request itself", ReplyFault.NOT_A_REPLY, Scene::request),
            new Attack("another mode", ReplyFault.NOT_A_REPLY, scene -> withFirstOctet(scene, 0x25)),
            new Attack("another version", ReplyFault.NOT_A_REPLY, scene -> withFirstOctet(scene, 0x1c)),
            new Attack("version 0", ReplyFault.NOT_NTP, scene -> withFirstOctet(scene, 0x04)),
            new Attack("nothing", ReplyFault.NOT_NTP, _ -> new byte[0]),
            new Attack(
                    "cut within the header",
                    ReplyFault.NOT_NTP,
                    scene -> Arrays.copyOf(scene.answer, scene.random.nextInt(NtpHeader.OCTETS))));

    /** By somebody who sees every request, but has no keys. */
    public static final List<Attack> ON_PATH = List.of(
            new Attack("DENY without proof", ReplyFault.UNPROTECTED, scene -> unprotectedKiss(scene, "DENY")),
            new Attack("RSTR without proof", ReplyFault.UNPROTECTED, scene -> unprotectedKiss(scene, "RSTR")),
            new Attack("RATE without proof", ReplyFault.UNPROTECTED, scene -> unprotectedKiss(scene, "RATE")),
            new Attack(
                    "time without an authenticator",
                    ReplyFault.UNPROTECTED,
                    scene -> Arrays.copyOf(scene.answer, AUTHENTICATOR_AT)),
            new Attack(
                    "time without fields",
                    ReplyFault.WRONG_UNIQUE_IDENTIFIER,
                    scene -> Arrays.copyOf(scene.answer, NtpHeader.OCTETS)),
            new Attack(
                    "NTSN without an identifier",
                    ReplyFault.WRONG_UNIQUE_IDENTIFIER,
                    scene -> Arrays.copyOf(unprotectedKiss(scene, "NTSN"), NtpHeader.OCTETS)),
            new Attack("wrong identifier", ReplyFault.WRONG_UNIQUE_IDENTIFIER, scene -> {
                byte[] packet = scene.answer.clone();
                packet[IDENTIFIER_BODY_AT + scene.random.nextInt(32)] ^= 1;
                return packet;
            }),
            new Attack("another time under the same tag", ReplyFault.NOT_AUTHENTIC, scene -> {
                byte[] packet = scene.answer.clone();
                // Neither the origin, which is looked at first, nor version and mode.
                int at = 40 + scene.random.nextInt(8);
                packet[at] ^= (byte) (1 << scene.random.nextInt(8));
                return packet;
            }),
            new Attack("a kiss under the same tag", ReplyFault.NOT_AUTHENTIC, scene -> {
                byte[] packet = scene.answer.clone();
                packet[1] = 0;
                ByteBuffer.wrap(packet).putInt(12, RefId.ofAscii("DENY").bits());
                return packet;
            }),
            new Attack("another tag", ReplyFault.NOT_AUTHENTIC, scene -> {
                byte[] packet = scene.answer.clone();
                packet[packet.length - 1 - scene.random.nextInt(16)] ^= (byte) (1 << scene.random.nextInt(8));
                return packet;
            }),
            new Attack("the last answer's proof", ReplyFault.NOT_AUTHENTIC, scene -> {
                byte[] packet = scene.lastAnswer.clone();
                System.arraycopy(scene.answer, 0, packet, 0, AUTHENTICATOR_AT);
                return packet;
            }),
            new Attack("its nonce longer than the field", ReplyFault.MALFORMED, scene -> {
                byte[] packet = scene.answer.clone();
                ByteBuffer.wrap(packet).putShort(AUTHENTICATOR_AT + 4, (short) 0xfff0);
                return packet;
            }),
            new Attack("its ciphertext longer than the field", ReplyFault.MALFORMED, scene -> {
                byte[] packet = scene.answer.clone();
                ByteBuffer.wrap(packet).putShort(AUTHENTICATOR_AT + 6, (short) 0xfff0);
                return packet;
            }),
            new Attack("two identifiers", ReplyFault.MALFORMED, scene -> {
                byte[] packet = Arrays.copyOf(scene.answer, scene.answer.length + 36);
                System.arraycopy(scene.answer, NtpHeader.OCTETS, packet, AUTHENTICATOR_AT, scene.answer.length - 48);
                return packet;
            }),
            new Attack(
                    "cut within the fields",
                    ReplyFault.MALFORMED,
                    scene -> Arrays.copyOf(
                            scene.answer,
                            NtpHeader.OCTETS + 4 + scene.random.nextInt(scene.answer.length - 53) / 4 * 4 + 1)));

    private Attacks() {}

    private static long randomOrigin(Scene scene) {
        return scene.random.nextLong();
    }

    private static byte[] kiss(Scene scene, String code, long originBits) {
        byte[] packet = scene.answer.clone();
        Headers.kissing(code).apply(scene.header()).encode(MemorySegment.ofArray(packet));
        ByteBuffer.wrap(packet).putLong(24, originBits);
        return packet;
    }

    /** With origin and identifier of the request: what somebody on the path can make. */
    static byte[] unprotectedKiss(Scene scene, String code) {
        byte[] packet = Arrays.copyOf(scene.answer, AUTHENTICATOR_AT);
        Headers.kissing(code).apply(scene.header()).encode(MemorySegment.ofArray(packet));
        return packet;
    }

    private static byte[] withOrigin(Scene scene, long originBits) {
        byte[] packet = scene.answer.clone();
        ByteBuffer.wrap(packet).putLong(24, originBits);
        return packet;
    }

    private static byte[] withFirstOctet(Scene scene, int octet) {
        byte[] packet = scene.answer.clone();
        packet[0] = (byte) octet;
        return packet;
    }
}
