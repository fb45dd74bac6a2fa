package org.timeball.refclock.gnss;

import static org.timeball.refclock.gnss.FrameDecoder.accuracySeconds;
import static org.timeball.refclock.gnss.FrameDecoder.tooShort;
import static org.timeball.refclock.gnss.FrameDecoder.u1;
import static org.timeball.refclock.gnss.FrameDecoder.u4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Turns the payload of a UBX frame about the receiver itself into a value: identity, antenna, interference, survey,
 * configuration. Stateless; what it cannot read is a value too.
 */
final class SupervisionDecoder {

    private static final int NAV_CLOCK = 0x0122;
    private static final int NAV_SVIN = 0x013b;
    private static final int ACK_NAK = 0x0500;
    private static final int ACK_ACK = 0x0501;
    private static final int MON_VER = 0x0a04;
    private static final int MON_HW = 0x0a09;
    private static final int MON_RF = 0x0a38;
    private static final int TIM_SVIN = 0x0d04;
    private static final int SEC_SIG = 0x2709;

    private static final int CFG_CLASS = 0x06;

    private static final int VERSION_SOFTWARE = 30;
    private static final int VERSION_HARDWARE = 10;
    private static final int VERSION_EXTENSION = 30;

    /** u-blox 7 and 8; in the 68 octets of u-blox 6 what follows the flags stands elsewhere. */
    private static final int MON_HW_LENGTH = 60;

    private static final int MON_RF_HEADER = 4;
    private static final int MON_RF_BLOCK = 24;

    private SupervisionDecoder() {}

    static ReceiverMessage decode(int messageClass, int messageId, ByteBuffer payload) {
        int length = payload.capacity();
        if (length == 0) {
            // a question, which some lines echo, and not an answer cut short
            return new UbxFrame.Other(messageClass, messageId);
        }
        return switch (messageClass << 8 | messageId) {
            case NAV_CLOCK -> length < 20 ? tooShort("NAV-CLOCK", payload.array()) : navClock(payload);
            case NAV_SVIN -> length < 40 ? tooShort("NAV-SVIN", payload.array()) : navSvin(payload);
            case TIM_SVIN -> length < 28 ? tooShort("TIM-SVIN", payload.array()) : timSvin(payload);
            case MON_VER ->
                length < VERSION_SOFTWARE + VERSION_HARDWARE ? tooShort("MON-VER", payload.array()) : monVer(payload);
            case MON_HW -> length < MON_HW_LENGTH ? tooShort("MON-HW", payload.array()) : monHw(payload);
            case MON_RF -> monRf(payload);
            case SEC_SIG -> secSig(payload);
            case ACK_ACK, ACK_NAK ->
                length < 2
                        ? tooShort(messageId == 1 ? "ACK-ACK" : "ACK-NAK", payload.array())
                        : new UbxFrame.Ack(u1(payload, 0), u1(payload, 1), messageId == 1);
            default ->
                messageClass == CFG_CLASS
                        ? new UbxFrame.Cfg(messageId, payload.array())
                        : new UbxFrame.Other(messageClass, messageId);
        };
    }

    private static UbxFrame navClock(ByteBuffer payload) {
        return new UbxFrame.NavClock(
                u4(payload, 0),
                payload.getInt(4),
                payload.getInt(8),
                accuracySeconds(payload, 12),
                frequencyAccuracyPpb(payload));
    }

    /** Picoseconds a second; all ones when there is no estimate. */
    private static OptionalDouble frequencyAccuracyPpb(ByteBuffer payload) {
        long picoseconds = u4(payload, 16);
        return picoseconds == 0xffff_ffffL ? OptionalDouble.empty() : OptionalDouble.of(picoseconds * 1e-3);
    }

    private static UbxFrame navSvin(ByteBuffer payload) {
        var position = new EarthFixedPosition(
                metres(payload.getInt(12), payload.get(24)),
                metres(payload.getInt(16), payload.get(25)),
                metres(payload.getInt(20), payload.get(26)));
        return new UbxFrame.NavSvin(
                u4(payload, 4),
                new Survey(
                        u4(payload, 8),
                        u4(payload, 32),
                        position,
                        u4(payload, 28) * 1e-4,
                        payload.get(36) != 0,
                        payload.get(37) != 0));
    }

    /** Centimetres and the tenths of a millimetre that go with them. */
    private static double metres(int centimetres, int tenthMillimetres) {
        return (centimetres * 100L + tenthMillimetres) / 10_000.0;
    }

    private static UbxFrame timSvin(ByteBuffer payload) {
        var position = new EarthFixedPosition(
                metres(payload.getInt(4), 0), metres(payload.getInt(8), 0), metres(payload.getInt(12), 0));
        return new UbxFrame.TimSvin(new Survey(
                u4(payload, 0),
                u4(payload, 20),
                position,
                Math.sqrt(u4(payload, 16)) * 1e-3,
                payload.get(24) != 0,
                payload.get(25) != 0));
    }

    private static UbxFrame monVer(ByteBuffer payload) {
        var extensions = new ArrayList<String>();
        int at = VERSION_SOFTWARE + VERSION_HARDWARE;
        for (; at + VERSION_EXTENSION <= payload.capacity(); at += VERSION_EXTENSION) {
            extensions.add(text(payload, at, VERSION_EXTENSION));
        }
        return new UbxFrame.MonVer(
                text(payload, 0, VERSION_SOFTWARE), text(payload, VERSION_SOFTWARE, VERSION_HARDWARE), extensions);
    }

    /** Up to the first zero; what cannot be printed becomes a question mark, as this is shown to people. */
    private static String text(ByteBuffer payload, int at, int length) {
        int end = at;
        while (end < at + length && payload.get(end) != 0) {
            end++;
        }
        String text = new String(payload.array(), at, end - at, StandardCharsets.ISO_8859_1);
        return text.replaceAll("[^ -~]", "?").strip();
    }

    private static UbxFrame monHw(ByteBuffer payload) {
        boolean hasIndicator = payload.capacity() == MON_HW_LENGTH;
        return new UbxFrame.MonHw(new RadioState(
                AntennaState.ofUbx(u1(payload, 20)),
                Jamming.ofUbx(payload.get(22) >> 2 & 0b11),
                u2(payload, 16),
                u2(payload, 18),
                hasIndicator ? OptionalInt.of(u1(payload, 45)) : OptionalInt.empty()));
    }

    private static ReceiverMessage monRf(ByteBuffer payload) {
        int length = payload.capacity();
        if (length < MON_RF_HEADER || length < MON_RF_HEADER + u1(payload, 1) * MON_RF_BLOCK) {
            return tooShort("MON-RF", payload.array());
        }
        var radios = new ArrayList<RadioState>();
        for (int at = MON_RF_HEADER; radios.size() < u1(payload, 1); at += MON_RF_BLOCK) {
            radios.add(new RadioState(
                    AntennaState.ofUbx(u1(payload, at + 2)),
                    Jamming.ofUbx(payload.get(at + 1) & 0b11),
                    u2(payload, at + 12),
                    u2(payload, at + 14),
                    OptionalInt.of(u1(payload, at + 16))));
        }
        return new UbxFrame.MonRf(radios);
    }

    /** Version 1 has a word for each detector, version 2 one octet for both; a detector that is off says nothing. */
    private static ReceiverMessage secSig(ByteBuffer payload) {
        return switch (u1(payload, 0)) {
            case 1 ->
                payload.capacity() < 12 ? tooShort("SEC-SIG", payload.array()) : secSig(u1(payload, 4), u1(payload, 8));
            case 2 ->
                payload.capacity() < 4
                        ? tooShort("SEC-SIG", payload.array())
                        : secSig(u1(payload, 1), u1(payload, 1) >> 3);
            default -> new UbxFrame.Other(SEC_SIG >> 8, SEC_SIG & 0xff);
        };
    }

    private static UbxFrame secSig(int jamming, int spoofing) {
        return new UbxFrame.SecSig(
                (jamming & 1) != 0 ? Jamming.ofUbx(jamming >> 1 & 0b11) : Jamming.UNKNOWN,
                (spoofing & 1) != 0 ? Spoofing.ofUbx(spoofing >> 1 & 0b111) : Spoofing.UNKNOWN);
    }

    private static int u2(ByteBuffer payload, int at) {
        return Short.toUnsignedInt(payload.getShort(at));
    }
}
