package org.timeball.server.client;

import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.Opaque;
import org.timeball.server.protocol.SessionKeys;

/**
 * What a key exchange gave.
 *
 * @param server      where time is to be asked for
 * @param keys        to protect it with
 * @param alternative the keys if the server exports them in the other of two ways, where it does not say in which
 * @param window      when the server's certificates are valid
 * @param cookies     for a request each, 0 to {@value #MAX_COOKIES}
 */
public record AgreedKeys(
        NtpServer server,
        SessionKeys keys,
        Optional<SessionKeys> alternative,
        CertificateWindow window,
        List<Opaque> cookies) {

    /** What a client keeps in stock (RFC 8915 §4.1.6). */
    public static final int MAX_COOKIES = 8;

    /** Copies the list; of more cookies than are kept, the first are. */
    public AgreedKeys {
        cookies = cookies.stream().limit(MAX_COOKIES).toList();
    }

    /** The same with other cookies. */
    AgreedKeys withCookies(List<Opaque> others) {
        return new AgreedKeys(server, keys, alternative, window, others);
    }
}
