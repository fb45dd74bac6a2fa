package org.timeball.server.keyexchange;

/**
 * A handshake that one side ended by an alert for which there are no better words.
 *
 * @param isOurs whether we sent it
 * @param name   its name in the standard, as {@code decode_error}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-6">RFC 8446 §6</a>
 */
public record TlsAlert(boolean isOurs, String name) implements Failure {

    @Override
    public String words() {
        return (isOurs ? "TLS alert sent: " : "TLS alert of the client: ") + name;
    }
}
