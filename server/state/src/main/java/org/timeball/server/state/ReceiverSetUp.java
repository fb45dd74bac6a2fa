package org.timeball.server.state;

import java.util.Optional;

/**
 * What may be written to a receiver, all of it in {@code [receiver]}; never anything to one that has not said what it
 * is.
 *
 * @param isWanted {@code set-up}: whether it is set up at all; default true
 * @param baud     {@code set-up-baud}: the rate it is set to, one of {@link TimeballConfig.Receiver#BAUD_RATES}, default
 *     115200. A receiver on its own USB has no rate
 * @param survey   {@code survey}: {@code "off"}, {@code "quick"} or {@code "long"}; default {@code "long"}. A timing
 *     receiver surveys its antenna's place and then holds it
 * @param isSaved  {@code save}: whether the receiver is to keep it over a power cycle; default false. Writes its flash
 *     memory when there is something to write
 * @param maker    {@code maker}: {@code "u-blox"} or {@code "mediatek"} for one that does not say so itself, as a u-blox
 *     that speaks NMEA alone; default {@code "auto"}: by what it says
 */
public record ReceiverSetUp(boolean isWanted, int baud, Survey survey, boolean isSaved, Optional<Maker> maker) {

    static final int DEFAULT_BAUD = 115_200;

    /** What holds where the file says nothing. */
    public static final ReceiverSetUp DEFAULT =
            new ReceiverSetUp(true, DEFAULT_BAUD, Survey.LONG, false, Optional.empty());

    /** How long a timing receiver surveys. */
    public enum Survey {
        /** Not at all: it goes on as it is. */
        OFF("off"),
        /** Five minutes, to five metres: to try things out. */
        QUICK("quick"),
        /** A day, to two metres. */
        LONG("long");

        private final String words;

        Survey(String words) {
            this.words = words;
        }

        /** As it is written in the file. */
        String words() {
            return words;
        }
    }

    /** Whose commands a receiver understands. */
    public enum Maker {
        /** u-blox, any generation. */
        UBLOX("u-blox"),
        /** MediaTek's chips, in Quectel's and others. */
        MEDIATEK("mediatek");

        private final String words;

        Maker(String words) {
            this.words = words;
        }

        /** As it is written in the file. */
        String words() {
            return words;
        }
    }
}
