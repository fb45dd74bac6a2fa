package org.timeball.server.keyexchange.net.tls;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerProtocol;

/**
 * Bouncy Castle's server, but for three things: it lets a client close its side and still answers it, as TLS 1.3 has it,
 * it does not go on changing keys for ever, and it calls a message that is too short by its name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-6.1">RFC 8446 §6.1</a>
 */
final class ServerEnd extends TlsServerProtocol {

    /** An exchange of two short messages has no need of any (RFC 8446 section 4.6.3). */
    private static final int MAX_KEY_UPDATES = 16;

    private final Negotiation negotiation;

    private int keyUpdates;
    private boolean isInputClosed;

    ServerEnd(Negotiation negotiation) throws IOException {
        this.negotiation = negotiation;
        accept(negotiation);
    }

    /** RFC 8446 section 6: but for these two every alert is an error, whatever it says of itself. */
    @Override
    protected void handleAlertMessage(short level, short alert) throws IOException {
        boolean isError = alert != AlertDescription.close_notify && alert != AlertDescription.user_canceled;
        super.handleAlertMessage(isError ? AlertLevel.fatal : AlertLevel.warning, alert);
    }

    @Override
    protected void handleAlertWarningMessage(short alert) throws IOException {
        if (alert == AlertDescription.close_notify && isSecured()) {
            isInputClosed = true;
        } else {
            negotiation.givenUp();
            super.handleAlertWarningMessage(alert);
        }
    }

    @Override
    protected void receive13KeyUpdate(ByteArrayInputStream message) throws IOException {
        keyUpdates++;
        if (keyUpdates > MAX_KEY_UPDATES) {
            throw new TlsFatalAlert(AlertDescription.unexpected_message);
        }
        super.receive13KeyUpdate(message);
    }

    /** Where octets run out within a field Bouncy Castle blames itself; RFC 8446 section 6.2 has a name for that. */
    @Override
    protected void handleException(short alert, String message, Throwable cause) throws IOException {
        super.handleException(cause instanceof EOFException ? AlertDescription.decode_error : alert, message, cause);
    }

    /** Whether the handshake is done. */
    boolean isSecured() {
        return negotiation.isSecured();
    }

    /** Whether the client has said that it writes no more. */
    boolean isInputClosed() {
        return isInputClosed;
    }
}
