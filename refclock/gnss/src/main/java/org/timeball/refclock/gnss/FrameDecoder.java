package org.timeball.refclock.gnss;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Turns the payload of a UBX frame about time and fix into a value, and hands the others on. Stateless; what it cannot
 * read is a value too.
 */
final class FrameDecoder {

    private static final int NAV_PVT = 0x0107;
    private static final int NAV_STATUS = 0x0103;
    private static final int NAV_SOL = 0x0106;
    private static final int NAV_SAT = 0x0135;
    private static final int NAV_SVINFO = 0x0130;
    private static final int NAV_TIMEUTC = 0x0121;
    private static final int NAV_TIMEGPS = 0x0120;
    private static final int NAV_TIMELS = 0x0126;
    private static final int TIM_TP = 0x0d01;

    /** u-blox 7 sends 84 bytes of what became 92; all that is read here stands in the first 80. */
    private static final int NAV_PVT_LENGTH = 84;

    private static final int NAV_SAT_HEADER = 8;
    private static final int NAV_SAT_LENGTH = 12;

    /** A GLONASS satellite heard whose slot has not been read yet. */
    private static final int NO_SLOT = 255;

    private static final int LEAP_SOURCE_FIRMWARE = 0;
    private static final int LEAP_SOURCE_UNKNOWN = 255;

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_WEEK = 7 * 86_400L;

    private FrameDecoder() {}

    static ReceiverMessage decode(int messageClass, int messageId, byte[] bytes) {
        var payload = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (messageClass << 8 | messageId) {
            case NAV_PVT -> bytes.length < NAV_PVT_LENGTH ? tooShort("NAV-PVT", bytes) : navPvt(payload);
            case NAV_STATUS -> bytes.length < 16 ? tooShort("NAV-STATUS", bytes) : navStatus(payload);
            case NAV_SOL -> bytes.length < 52 ? tooShort("NAV-SOL", bytes) : navSol(payload);
            case NAV_SAT -> navSat(payload);
            case NAV_SVINFO -> navSvInfo(payload);
            case NAV_TIMEUTC -> bytes.length < 20 ? tooShort("NAV-TIMEUTC", bytes) : navTimeUtc(payload);
            case NAV_TIMEGPS -> bytes.length < 16 ? tooShort("NAV-TIMEGPS", bytes) : navTimeGps(payload);
            case NAV_TIMELS -> bytes.length < 24 ? tooShort("NAV-TIMELS", bytes) : navTimeLs(payload);
            case TIM_TP -> bytes.length < 16 ? tooShort("TIM-TP", bytes) : timTp(payload);
            default -> SupervisionDecoder.decode(messageClass, messageId, payload);
        };
    }

    static ReceiverMessage tooShort(String name, byte[] bytes) {
        return new ReceiverMessage.Malformed(
                "UBX-" + name, "payload", bytes.length, "ends after " + bytes.length + " bytes");
    }

    private static UbxFrame navPvt(ByteBuffer payload) {
        int resolved = 0b111;
        Fix fix = fix(u1(payload, 20), (payload.get(21) & 1) != 0);
        return new UbxFrame.NavPvt(
                u4(payload, 0),
                utcNanos(payload, 4, payload.getInt(16)),
                (payload.get(11) & resolved) == resolved,
                fix,
                u1(payload, 23),
                accuracySeconds(payload, 12),
                fix == Fix.NONE ? Optional.empty() : FramePosition.ofNavPvt(payload),
                FramePosition.qualityOfNavPvt(payload));
    }

    private static UbxFrame navStatus(ByteBuffer payload) {
        return new UbxFrame.NavStatus(
                u4(payload, 0),
                fix(u1(payload, 4), (payload.get(5) & 1) != 0),
                Spoofing.ofUbx(payload.get(7) >> 3 & 0b11));
    }

    private static UbxFrame navSol(ByteBuffer payload) {
        Fix fix = fix(u1(payload, 10), (payload.get(11) & 1) != 0);
        return new UbxFrame.NavSol(
                u4(payload, 0),
                fix,
                u1(payload, 47),
                fix == Fix.NONE ? Optional.empty() : FramePosition.ofNavSol(payload),
                FramePosition.qualityOfNavSol(payload));
    }

    private static ReceiverMessage navSat(ByteBuffer payload) {
        int length = payload.capacity();
        if (length < NAV_SAT_HEADER || length < NAV_SAT_HEADER + u1(payload, 5) * NAV_SAT_LENGTH) {
            return tooShort("NAV-SAT", payload.array());
        }
        int count = u1(payload, 5);
        var satellites = new ArrayList<Satellite>(count);
        for (int at = NAV_SAT_HEADER; satellites.size() < count; at += NAV_SAT_LENGTH) {
            int elevation = Numbering.elevationDegrees(payload.get(at + 3));
            satellites.add(new Satellite(
                    Numbering.ofUbloxId(u1(payload, at)),
                    u1(payload, at + 1),
                    elevation,
                    elevation == Satellite.UNKNOWN_ANGLE
                            ? Satellite.UNKNOWN_ANGLE
                            : Numbering.azimuthDegrees(payload.getShort(at + 4)),
                    u1(payload, at + 2),
                    (payload.getInt(at + 8) & 1 << 3) != 0,
                    OptionalDouble.of(payload.getShort(at + 6) / 10.0)));
        }
        return new UbxFrame.NavSat(u4(payload, 0), satellites);
    }

    /** A block for each channel; those that search have no satellite's number, nor has GLONASS's before it is known. */
    private static ReceiverMessage navSvInfo(ByteBuffer payload) {
        int length = payload.capacity();
        if (length < NAV_SAT_HEADER || length < NAV_SAT_HEADER + u1(payload, 4) * NAV_SAT_LENGTH) {
            return tooShort("NAV-SVINFO", payload.array());
        }
        int end = NAV_SAT_HEADER + u1(payload, 4) * NAV_SAT_LENGTH;
        var satellites = new ArrayList<Satellite>();
        for (int at = NAV_SAT_HEADER; at < end; at += NAV_SAT_LENGTH) {
            int number = u1(payload, at + 1);
            int elevation = Numbering.elevationDegrees(payload.get(at + 5));
            if (number != 0 && number != NO_SLOT) {
                satellites.add(new Satellite(
                        Numbering.ofUbloxNumber(number),
                        number,
                        elevation,
                        elevation == Satellite.UNKNOWN_ANGLE
                                ? Satellite.UNKNOWN_ANGLE
                                : Numbering.azimuthDegrees(payload.getShort(at + 6)),
                        u1(payload, at + 4),
                        (payload.get(at + 2) & 1) != 0,
                        OptionalDouble.of(payload.getInt(at + 8) / 100.0)));
            }
        }
        return new UbxFrame.NavSvInfo(u4(payload, 0), satellites);
    }

    private static UbxFrame navTimeUtc(ByteBuffer payload) {
        return new UbxFrame.NavTimeUtc(
                u4(payload, 0),
                utcNanos(payload, 12, payload.getInt(8)),
                (payload.get(19) & 1 << 2) != 0,
                accuracySeconds(payload, 4));
    }

    private static UbxFrame navTimeGps(ByteBuffer payload) {
        int valid = payload.get(11);
        boolean isWeekValid = (valid & 0b11) == 0b11;
        long nanos = payload.getShort(8) * SECONDS_PER_WEEK * NANOS_PER_SECOND
                + u4(payload, 0) * NANOS_PER_MILLI
                + payload.getInt(4);
        return new UbxFrame.NavTimeGps(
                u4(payload, 0),
                isWeekValid ? OptionalLong.of(nanos) : OptionalLong.empty(),
                (valid & 1 << 2) != 0 ? OptionalInt.of(payload.get(10)) : OptionalInt.empty(),
                accuracySeconds(payload, 12));
    }

    private static ReceiverMessage navTimeLs(ByteBuffer payload) {
        int source = u1(payload, 8);
        int change = payload.get(11);
        boolean hasCount = (payload.get(23) & 1) != 0;
        boolean hasEvent = (payload.get(23) & 1 << 1) != 0 && u1(payload, 10) != 0;
        if (change < -1 || change > 1) {
            return new ReceiverMessage.Malformed("UBX-NAV-TIMELS", "lsChange", 11, change + " is not in -1..1");
        }
        boolean isTrusted = hasCount && source != LEAP_SOURCE_FIRMWARE && source != LEAP_SOURCE_UNKNOWN;
        return new UbxFrame.NavTimeLs(
                u4(payload, 0),
                source == LEAP_SOURCE_FIRMWARE,
                isTrusted ? OptionalInt.of(payload.get(9)) : OptionalInt.empty(),
                hasEvent ? OptionalInt.of(payload.getInt(12)) : OptionalInt.empty(),
                change);
    }

    private static UbxFrame timTp(ByteBuffer payload) {
        int flags = payload.get(14);
        boolean isSawtoothInvalid = (flags & 1 << 4) != 0;
        long towFractionNanos = u4(payload, 4) * NANOS_PER_MILLI >>> 32;
        return new UbxFrame.TimTp(
                Short.toUnsignedInt(payload.getShort(12)),
                u4(payload, 0) * NANOS_PER_MILLI + towFractionNanos,
                timeBase(flags, payload.get(15) & 0b1111),
                grid(flags),
                raim(flags >> 2 & 0b11),
                isSawtoothInvalid ? OptionalDouble.empty() : OptionalDouble.of(payload.getInt(8) * 1e-12));
    }

    private static UbxFrame.TimeBase timeBase(int flags, int gnss) {
        boolean isUtc = (flags & 1) != 0;
        if (isUtc) {
            return (flags & 1 << 1) != 0 ? UbxFrame.TimeBase.UTC : UbxFrame.TimeBase.OTHER;
        }
        return gnss == 0 || gnss == 3 ? UbxFrame.TimeBase.GPS : UbxFrame.TimeBase.OTHER;
    }

    private static PulseGrid grid(int flags) {
        boolean isUtc = (flags & 1) != 0;
        boolean isUtcKnown = (flags & 1 << 1) != 0;
        return !isUtc ? PulseGrid.GNSS : isUtcKnown ? PulseGrid.UTC : PulseGrid.UTC_UNAVAILABLE;
    }

    private static Raim raim(int code) {
        return switch (code) {
            case 1 -> Raim.INACTIVE;
            case 2 -> Raim.ACTIVE;
            default -> Raim.UNKNOWN;
        };
    }

    /** Fix types of NAV-PVT, NAV-STATUS and NAV-SOL alike; a time-only fix has no position whose quality could fail. */
    private static Fix fix(int type, boolean isOk) {
        return switch (type) {
            case 1 -> Fix.ESTIMATED;
            case 2 -> isOk ? Fix.TWO_D : Fix.NONE;
            case 3, 4 -> isOk ? Fix.THREE_D : Fix.NONE;
            case 5 -> Fix.TIME_ONLY;
            default -> Fix.NONE;
        };
    }

    /**
     * Year, month, day, hour, minute and second from {@code at} on; the nanoseconds, of either sign, come beside them.
     */
    private static OptionalLong utcNanos(ByteBuffer payload, int at, int nanos) {
        int year = Short.toUnsignedInt(payload.getShort(at));
        int hour = u1(payload, at + 4);
        int minute = u1(payload, at + 5);
        int second = u1(payload, at + 6);
        if (year < 1980 || year > 2199 || hour > 23 || minute > 59 || second > 60) {
            return OptionalLong.empty();
        }
        try {
            long day =
                    LocalDate.of(year, u1(payload, at + 2), u1(payload, at + 3)).toEpochDay();
            long seconds = ((day * 24 + hour) * 60 + minute) * 60 + second;
            return OptionalLong.of(seconds * NANOS_PER_SECOND + nanos);
        } catch (DateTimeException _) {
            return OptionalLong.empty();
        }
    }

    /** All ones is how a receiver without an estimate writes it. */
    static OptionalDouble accuracySeconds(ByteBuffer payload, int at) {
        long nanos = u4(payload, at);
        return nanos == 0xffff_ffffL ? OptionalDouble.empty() : OptionalDouble.of(nanos * 1e-9);
    }

    static int u1(ByteBuffer payload, int at) {
        return Byte.toUnsignedInt(payload.get(at));
    }

    static long u4(ByteBuffer payload, int at) {
        return Integer.toUnsignedLong(payload.getInt(at));
    }
}
