package org.timeball.server.protocol;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a key exchange server tells every client beside its cookies.
 *
 * @param ntpServer where to ask for time, when it is not where the key exchange took place: printable ASCII, up to
 *     {@value #MAX_NAME_OCTETS} letters, without a zone id
 * @param ntpPort   on which UDP port, 1 to 65535; {@value #NTP_PORT} is what clients assume and is not sent
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4.1.7">RFC 8915 §4.1.7 and §4.1.8</a>
 */
public record KeyExchangePolicy(Optional<String> ntpServer, OptionalInt ntpPort) {

    /** The port of NTP. */
    public static final int NTP_PORT = 123;

    /** ntpsec's client has room for no more. */
    public static final int MAX_NAME_OCTETS = 99;

    /** Time is asked for at the same address, port {@value #NTP_PORT}. */
    public static final KeyExchangePolicy SAME_HOST = new KeyExchangePolicy(Optional.empty(), OptionalInt.empty());

    /** Refuses a name or a port that cannot be sent. */
    public KeyExchangePolicy {
        ntpServer.ifPresent(name -> {
            if (name.isEmpty()
                    || name.length() > MAX_NAME_OCTETS
                    || !name.chars().allMatch(c -> c > ' ' && c <= '~' && c != '%')) {
                throw new IllegalArgumentException("an NTP server name is 1 to " + MAX_NAME_OCTETS
                        + " printable ASCII letters without a zone id, not \"" + name + '"');
            }
        });
        ntpPort.ifPresent(port -> {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("an NTP port is 1 to 65535, not " + port);
            }
        });
    }
}
