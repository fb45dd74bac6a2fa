package org.timeball.server.keyexchange;

/** What a connection that brought no cookies is counted as. */
public sealed interface Failure permits KeyExchangeFailure, TlsAlert {

    /** The reason in a few words, under which it is counted. */
    String words();
}
