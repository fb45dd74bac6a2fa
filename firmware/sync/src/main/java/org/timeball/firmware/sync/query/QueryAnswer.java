package org.timeball.firmware.sync.query;

import org.timeball.server.client.Measurement;
import org.timeball.server.control.Spoken;

/** What came of asking one server. */
sealed interface QueryAnswer {

    /** A line for people. */
    String line();

    /**
     * The time.
     *
     * @param host            as it was typed
     * @param source          which of the servers that it stands for, or an empty word
     * @param address         that answered, with its port
     * @param offsetSeconds   positive when this machine's clock is ahead
     * @param boundSeconds    how far the true offset may be from that
     * @param delaySeconds    of the round trip
     * @param stratum         of the server
     * @param referenceId     where it has its time from
     * @param leap            what it announces, in chronyc's words
     * @param isAuthenticated whether NTS vouches for the time, and a certificate for the server's name
     * @param aead            by what, or an empty word
     */
    record Told(
            String host,
            String source,
            String address,
            double offsetSeconds,
            double boundSeconds,
            double delaySeconds,
            int stratum,
            String referenceId,
            String leap,
            boolean isAuthenticated,
            String aead)
            implements QueryAnswer {

        static Told of(String host, String address, Measurement measurement, String aead) {
            return new Told(
                    host,
                    "",
                    address,
                    -measurement.offsetSeconds(),
                    measurement.boundSeconds(),
                    measurement.delaySeconds(),
                    measurement.stratum(),
                    measurement.refId().toString(),
                    measurement.leap().words(),
                    measurement.isAuthentic(),
                    aead);
        }

        /** The same of one of several servers that the host stands for. */
        Told from(String member) {
            return new Told(
                    host,
                    member,
                    address,
                    offsetSeconds,
                    boundSeconds,
                    delaySeconds,
                    stratum,
                    referenceId,
                    leap,
                    isAuthenticated,
                    aead);
        }

        /** Six digits after the point; by integers, for a formatter takes some milliseconds to begin. */
        private static String micros(double seconds) {
            long micros = Math.round(Math.abs(seconds) * 1e6);
            var fraction = String.valueOf(1_000_000 + micros % 1_000_000).substring(1);
            return micros / 1_000_000 + "." + fraction;
        }

        @Override
        public String line() {
            return (source.isEmpty() ? host : host + " (" + source + ')')
                    + ": offset " + (offsetSeconds < 0 ? '-' : '+') + micros(offsetSeconds) + " s, within "
                    + Spoken.bound(boundSeconds) + ", delay " + micros(delaySeconds) + " s, stratum " + stratum + ' '
                    + referenceId + ", "
                    + (isAuthenticated
                            ? "authenticated: time by NTS (" + aead + "), name by certificate"
                            : "not authenticated");
        }
    }

    /**
     * No time.
     *
     * @param host    as it was typed
     * @param trouble in a word
     * @param reason  in a sentence
     */
    record Silent(String host, String trouble, String reason) implements QueryAnswer {

        @Override
        public String line() {
            return host + ": " + reason;
        }
    }
}
