package org.timeball.server.certificates.acme;

import org.timeball.server.certificates.OrderException;

/** What answers one challenge while the authority looks; closing it takes all of it away. */
interface Responder {

    /** Nothing is left behind, or a sentence says what is. */
    void close() throws OrderException, InterruptedException;
}
