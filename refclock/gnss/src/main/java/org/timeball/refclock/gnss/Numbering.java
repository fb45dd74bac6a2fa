package org.timeball.refclock.gnss;

/** Which family a satellite is of: by talker, by system id, by its number, or by u-blox's own code. */
final class Numbering {

    private Numbering() {}

    /** The family an NMEA talker speaks of; {@link Constellation#UNKNOWN} for {@code GN}, which speaks of all. */
    static Constellation ofTalker(String talker) {
        return switch (talker) {
            case "GP" -> Constellation.GPS;
            case "GL" -> Constellation.GLONASS;
            case "GA" -> Constellation.GALILEO;
            case "GB", "BD" -> Constellation.BEIDOU;
            case "GQ", "QZ" -> Constellation.QZSS;
            case "GI" -> Constellation.NAVIC;
            default -> Constellation.UNKNOWN;
        };
    }

    /** The family of an NMEA 4.1 system id. */
    static Constellation ofSystemId(String systemId) {
        return switch (systemId) {
            case "1" -> Constellation.GPS;
            case "2" -> Constellation.GLONASS;
            case "3" -> Constellation.GALILEO;
            case "4" -> Constellation.BEIDOU;
            case "5" -> Constellation.QZSS;
            case "6" -> Constellation.NAVIC;
            default -> Constellation.UNKNOWN;
        };
    }

    /** The family of a u-blox {@code gnssId}; 4 was IMES, Japan's indoor beacons. */
    static Constellation ofUbloxId(int gnssId) {
        return switch (gnssId) {
            case 0 -> Constellation.GPS;
            case 1 -> Constellation.SBAS;
            case 2 -> Constellation.GALILEO;
            case 3 -> Constellation.BEIDOU;
            case 5 -> Constellation.QZSS;
            case 6 -> Constellation.GLONASS;
            case 7 -> Constellation.NAVIC;
            default -> Constellation.UNKNOWN;
        };
    }

    /** The family of a number in UBX-NAV-SVINFO, where one octet has to do for all. */
    static Constellation ofUbloxNumber(int number) {
        if (number >= 1 && number <= 32) {
            return Constellation.GPS;
        }
        if (number >= 120 && number <= 158) {
            return Constellation.SBAS;
        }
        if (number >= 65 && number <= 96) {
            return Constellation.GLONASS;
        }
        if (number >= 33 && number <= 64 || number >= 159 && number <= 163) {
            return Constellation.BEIDOU;
        }
        if (number >= 193 && number <= 202) {
            return Constellation.QZSS;
        }
        return number >= 211 && number <= 246 ? Constellation.GALILEO : Constellation.UNKNOWN;
    }

    /**
     * The family of one satellite in a list of another's, or of all.
     *
     * <p>GPS lists also hold augmentation satellites as 33 to 64 or by their true 120 to 158, and in older firmware
     * GLONASS as 65 to 96 and QZSS as 193 to 202.
     */
    static Constellation of(Constellation list, int number) {
        if (list != Constellation.GPS && list != Constellation.UNKNOWN) {
            return list;
        }
        if (number <= 32) {
            return Constellation.GPS;
        }
        if (number <= 64 || number >= 120 && number <= 158) {
            return Constellation.SBAS;
        }
        if (number <= 96) {
            return Constellation.GLONASS;
        }
        if (number >= 193 && number <= 202) {
            return Constellation.QZSS;
        }
        if (number >= 301 && number <= 336) {
            return Constellation.GALILEO;
        }
        return number >= 401 && number <= 463 ? Constellation.BEIDOU : Constellation.UNKNOWN;
    }

    /** The elevation if it is one; receivers write 91 or −91 for what they do not know. */
    static int elevationDegrees(int degrees) {
        return degrees >= -90 && degrees <= 90 ? degrees : Satellite.UNKNOWN_ANGLE;
    }

    /** The azimuth as 0 to 359 if it is one; some receivers write 360 for north. */
    static int azimuthDegrees(int degrees) {
        return degrees >= 0 && degrees <= 360 ? degrees % 360 : Satellite.UNKNOWN_ANGLE;
    }
}
