package org.timeball.refclock.gnss;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A frame of u-blox's binary protocol.
 *
 * <p>{@code towMillis} is the time of the GPS week, 0 to 604,799,999, that all messages of one epoch share. UTC
 * instants are nanoseconds since the Unix epoch as the receiver wrote them, before any correction for week rollover;
 * empty when the date in the frame is none.
 */
public sealed interface UbxFrame extends ReceiverMessage {

    /**
     * Position, velocity and time: the one message that says it all.
     *
     * @param towMillis           time of week
     * @param utcNanos            the navigation epoch
     * @param isTimeResolved      date and time valid, and no whole second in doubt
     * @param fix                 {@link Fix#NONE} unless the receiver calls it good
     * @param satellitesUsed      in the solution
     * @param timeAccuracySeconds the receiver's estimate; empty when it has none
     * @param position            empty without a fix
     * @param positionQuality     without horizontal and vertical dilution
     */
    record NavPvt(
            long towMillis,
            OptionalLong utcNanos,
            boolean isTimeResolved,
            Fix fix,
            int satellitesUsed,
            OptionalDouble timeAccuracySeconds,
            Optional<Position> position,
            PositionQuality positionQuality)
            implements UbxFrame {
        @Override
        public String id() {
            return "UBX-NAV-PVT";
        }
    }

    /**
     * The kind of fix, for receivers that send no NAV-PVT.
     *
     * @param towMillis time of week
     * @param fix       {@link Fix#NONE} unless the receiver calls it good
     * @param spoofing  unknown to receivers before u-blox 8
     */
    record NavStatus(long towMillis, Fix fix, Spoofing spoofing) implements UbxFrame {
        @Override
        public String id() {
            return "UBX-NAV-STATUS";
        }
    }

    /**
     * The navigation solution of receivers before NAV-PVT.
     *
     * @param towMillis       time of week
     * @param fix             {@link Fix#NONE} unless the receiver calls it good
     * @param satellitesUsed  in the solution
     * @param position        empty without a fix
     * @param positionQuality the dilution, and for the horizontal error that in three dimensions
     */
    record NavSol(
            long towMillis, Fix fix, int satellitesUsed, Optional<Position> position, PositionQuality positionQuality)
            implements UbxFrame {
        @Override
        public String id() {
            return "UBX-NAV-SOL";
        }
    }

    /**
     * All satellites in view.
     *
     * @param towMillis  time of week
     * @param satellites with the used ones marked
     */
    record NavSat(long towMillis, List<Satellite> satellites) implements UbxFrame {
        /** Copies the list. */
        public NavSat {
            satellites = List.copyOf(satellites);
        }

        @Override
        public String id() {
            return "UBX-NAV-SAT";
        }
    }

    /**
     * All satellites in view, as receivers before NAV-SAT tell them; many later ones can still send it.
     *
     * @param towMillis  time of week
     * @param satellites with the used ones marked; the family is known by the number alone
     */
    record NavSvInfo(long towMillis, List<Satellite> satellites) implements UbxFrame {
        /** Copies the list. */
        public NavSvInfo {
            satellites = List.copyOf(satellites);
        }

        @Override
        public String id() {
            return "UBX-NAV-SVINFO";
        }
    }

    /**
     * UTC alone.
     *
     * @param towMillis           time of week
     * @param utcNanos            the navigation epoch
     * @param isUtcValid          the leap second count behind it is known
     * @param timeAccuracySeconds the receiver's estimate; empty when it has none
     */
    record NavTimeUtc(long towMillis, OptionalLong utcNanos, boolean isUtcValid, OptionalDouble timeAccuracySeconds)
            implements UbxFrame {
        @Override
        public String id() {
            return "UBX-NAV-TIMEUTC";
        }
    }

    /**
     * GPS time.
     *
     * @param towMillis           time of week
     * @param gpsNanos            the navigation epoch since 1980-01-06 in GPS time, without leap seconds; empty while
     *     week or time of week are not valid
     * @param gpsMinusUtcSeconds  empty while the receiver does not call it valid
     * @param timeAccuracySeconds the receiver's estimate; empty when it has none
     */
    record NavTimeGps(
            long towMillis, OptionalLong gpsNanos, OptionalInt gpsMinusUtcSeconds, OptionalDouble timeAccuracySeconds)
            implements UbxFrame {
        @Override
        public String id() {
            return "UBX-NAV-TIMEGPS";
        }
    }

    /**
     * The leap second count and the next change to it.
     *
     * @param towMillis          time of week
     * @param isFirmwareGuess    the count is what the firmware was built with
     * @param gpsMinusUtcSeconds empty unless it is valid and its source is known and is not the firmware
     * @param secondsToEvent     from now to the change, 0 or less when it is past; empty when none was heard of
     * @param change             +1, −1 or 0
     */
    record NavTimeLs(
            long towMillis,
            boolean isFirmwareGuess,
            OptionalInt gpsMinusUtcSeconds,
            OptionalInt secondsToEvent,
            int change)
            implements UbxFrame {
        @Override
        public String id() {
            return "UBX-NAV-TIMELS";
        }
    }

    /**
     * The pulse to come.
     *
     * @param week            of the time base, since 1980-01-06
     * @param towNanos        into that week
     * @param timeBase        what week and time of week count in
     * @param grid            what the pulse itself is aligned to
     * @param raim            whether the receiver checks its satellites against each other
     * @param sawtoothSeconds quantisation error of the pulse as the receiver states it; empty when it calls it invalid
     */
    record TimTp(int week, long towNanos, TimeBase timeBase, PulseGrid grid, Raim raim, OptionalDouble sawtoothSeconds)
            implements UbxFrame {
        @Override
        public String id() {
            return "UBX-TIM-TP";
        }
    }

    /**
     * The receiver's own oscillator against GNSS time.
     *
     * @param towMillis            time of week
     * @param biasNanos            as the receiver states it
     * @param driftNanosPerSecond  as the receiver states it
     * @param timeAccuracySeconds  the receiver's estimate; empty when it has none
     * @param frequencyAccuracyPpb the receiver's estimate; empty when it has none
     */
    record NavClock(
            long towMillis,
            long biasNanos,
            long driftNanosPerSecond,
            OptionalDouble timeAccuracySeconds,
            OptionalDouble frequencyAccuracyPpb)
            implements UbxFrame {
        @Override
        public String id() {
            return "UBX-NAV-CLOCK";
        }
    }

    /**
     * The survey of a timing receiver of generation 9.
     *
     * @param towMillis time of week
     * @param survey    where it stands
     */
    record NavSvin(long towMillis, Survey survey) implements UbxFrame {
        @Override
        public String id() {
            return "UBX-NAV-SVIN";
        }
    }

    /**
     * The survey of a timing receiver up to generation 8.
     *
     * @param survey where it stands
     */
    record TimSvin(Survey survey) implements UbxFrame {
        @Override
        public String id() {
            return "UBX-TIM-SVIN";
        }
    }

    /**
     * What the receiver is.
     *
     * @param software   its base software
     * @param hardware   eight hexadecimal digits, the generation in the first four
     * @param extensions lines such as {@code PROTVER=18.00}; none from old receivers
     */
    record MonVer(String software, String hardware, List<String> extensions) implements UbxFrame {
        /** Copies the list. */
        public MonVer {
            extensions = List.copyOf(extensions);
        }

        @Override
        public String id() {
            return "UBX-MON-VER";
        }

        /** Such as {@code NEO-M8T-0}; u-blox and its hardware number where the receiver does not tell. */
        public String model() {
            return extension("MOD").orElse("u-blox " + hardware);
        }

        /** Such as {@code TIM 1.10}; the base software where the receiver does not tell. */
        public String firmwareVersion() {
            return extension("FWVER").orElse(software);
        }

        /** What stands behind a name and {@code =} or a blank; empty if no line begins with it. */
        public Optional<String> extension(String name) {
            return extensions.stream()
                    .filter(line -> line.startsWith(name + "=") || line.startsWith(name + " "))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /**
     * Antenna and interference, of receivers up to generation 8.
     *
     * @param radio the one radio path
     */
    record MonHw(RadioState radio) implements UbxFrame {
        @Override
        public String id() {
            return "UBX-MON-HW";
        }
    }

    /**
     * Antenna and interference, of receivers of generation 9 and later.
     *
     * @param radios one for each radio path
     */
    record MonRf(List<RadioState> radios) implements UbxFrame {
        /** Copies the list. */
        public MonRf {
            radios = List.copyOf(radios);
        }

        @Override
        public String id() {
            return "UBX-MON-RF";
        }
    }

    /**
     * The word of the receiver's detectors of interference and counterfeit.
     *
     * @param jamming  unknown while its detector is off
     * @param spoofing unknown while its detector is off
     */
    record SecSig(Jamming jamming, Spoofing spoofing) implements UbxFrame {
        @Override
        public String id() {
            return "UBX-SEC-SIG";
        }
    }

    /**
     * An answer to a command.
     *
     * @param messageClass of the command
     * @param messageId    of the command
     * @param isAccepted   ACK-ACK, else ACK-NAK
     */
    record Ack(int messageClass, int messageId, boolean isAccepted) implements UbxFrame {
        @Override
        public String id() {
            return isAccepted ? "UBX-ACK-ACK" : "UBX-ACK-NAK";
        }
    }

    /**
     * A piece of the receiver's configuration, as it stands in the frame.
     *
     * @param messageId 0 to 255; which piece
     * @param payload   not to be changed by whoever reads it
     */
    record Cfg(int messageId, byte[] payload) implements UbxFrame {
        @Override
        public String id() {
            return "UBX-CFG-%02X".formatted(messageId);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Cfg cfg && messageId == cfg.messageId && Arrays.equals(payload, cfg.payload);
        }

        @Override
        public int hashCode() {
            return 31 * messageId + Arrays.hashCode(payload);
        }
    }

    /** What a receiver counts the seconds of its pulse in. */
    enum TimeBase {
        /** UTC, its leap second count known. */
        UTC,
        /** GPS time, or Galileo's, which runs with it. */
        GPS,
        /** One that cannot be turned into UTC here. */
        OTHER
    }

    /**
     * A frame with a right checksum that is not interpreted.
     *
     * @param messageClass 0 to 255
     * @param messageId    0 to 255
     */
    record Other(int messageClass, int messageId) implements UbxFrame {
        @Override
        public String id() {
            return "UBX-%02X-%02X".formatted(messageClass, messageId);
        }
    }
}
