package org.timeball.server.keyexchange.net;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Locale;

/** A socket could not be opened to listen on: says for what, where, why, and what to do. */
public final class ListenException extends Exception {
    private static final long serialVersionUID = 1L;

    ListenException(InetSocketAddress address, Throwable cause) {
        super(
                "cannot listen for key exchange on TCP %s port %d: %s; %s"
                        .formatted(
                                address.getAddress().getHostAddress(),
                                address.getPort(),
                                reason(cause),
                                remedy(address, reason(cause))),
                cause);
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case BindException _, SocketException _ -> message;
            default -> cause.getClass().getSimpleName() + ": " + message;
        };
    }

    private static String remedy(InetSocketAddress address, String reason) {
        String said = reason.toLowerCase(Locale.ROOT);
        if (said.contains("in use")) {
            return "find who holds it with: ss -ltnp sport = :%d, or name another port".formatted(address.getPort());
        }
        if (said.contains("permission denied")) {
            return "grant CAP_NET_BIND_SERVICE, or name a port above 1023";
        }
        if (said.contains("cannot assign")) {
            return "name an address of this machine, or 0.0.0.0 or [::] for all of them";
        }
        return "see to the cause, or name another address";
    }
}
