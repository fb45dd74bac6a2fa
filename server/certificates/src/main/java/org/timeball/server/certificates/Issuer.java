package org.timeball.server.certificates;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.timeball.server.certificates.renewal.Window;

/** Whoever vouches for a certificate's names, again and again. */
public interface Issuer {

    /**
     * Orders one, with a new key. May take minutes.
     *
     * @param replaced the one it follows, if there is one
     * @param now      what time it is
     * @throws OrderException       with a sentence for people
     * @throws InterruptedException if the daemon ends meanwhile
     */
    ServerIdentity order(Optional<X509Certificate> replaced, Instant now) throws OrderException, InterruptedException;

    /**
     * When the issuer would like one to be renewed.
     *
     * @param window nothing where it does not say
     * @param next   when it is to be asked again
     */
    record Wish(Optional<Window> window, Instant next) {}

    /**
     * Asks the issuer.
     *
     * @param shown the certificate in question
     * @throws OrderException if it cannot be asked
     */
    Wish wish(X509Certificate shown, Instant now) throws OrderException;
}
