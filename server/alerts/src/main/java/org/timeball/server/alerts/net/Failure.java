package org.timeball.server.alerts.net;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why the network did not carry something, by what was thrown. */
final class Failure {

    private Failure() {}

    /** In a few words. */
    static String words(Throwable failed, String host) {
        var tls = cause(failed, SSLException.class);
        if (tls.isPresent()) {
            return "TLS: " + tls.get().getMessage();
        }
        if (cause(failed, UnknownHostException.class).isPresent()
                || cause(failed, UnresolvedAddressException.class).isPresent()) {
            return "there is no host of that name: " + host;
        }
        if (cause(failed, SocketTimeoutException.class).isPresent()) {
            return "no answer in time";
        }
        return cause(failed, ConnectException.class).isPresent()
                ? "nobody listens there, or there is no way"
                : String.valueOf(failed.getMessage()).replaceAll("\\s+", " ").strip();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        for (var cause = Optional.of(thrown); cause.isPresent(); cause = cause.map(Throwable::getCause)) {
            if (type.isInstance(cause.get())) {
                return cause.map(type::cast);
            }
        }
        return Optional.empty();
    }
}
