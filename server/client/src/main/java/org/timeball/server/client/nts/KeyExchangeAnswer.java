package org.timeball.server.client.nts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.Opaque;

/** What a server said in a key exchange. */
public sealed interface KeyExchangeAnswer {

    /**
     * There are keys.
     *
     * @param algorithm      one of those that were offered
     * @param exportsByTheBook whether the server said so; matters for AEAD 30 alone
     * @param ntpServer      a name or an address, when it is not where keys were exchanged
     * @param ntpPort        1 to 65535, when it is not 123
     * @param cookies        at least one, each of 1 to {@value KeyExchangeReader#MAX_COOKIE_OCTETS} octets
     */
    record Agreed(
            AeadAlgorithm algorithm,
            boolean exportsByTheBook,
            Optional<String> ntpServer,
            OptionalInt ntpPort,
            List<Opaque> cookies)
            implements KeyExchangeAnswer {
        /** Copies the list. */
        public Agreed {
            cookies = List.copyOf(cookies);
        }
    }

    /**
     * There are none.
     *
     * @param kind   what to make of it
     * @param reason a few words that end a sentence
     */
    record Refused(Kind kind, String reason) implements KeyExchangeAnswer {}

    /** What a refusal is worth. */
    enum Kind {
        /** The server does not like the request: error 0 or 1. The same request will not do better (RFC 8915 §4.1.3). */
        BAD_REQUEST,
        /** No protocol or no algorithm in common. */
        NOTHING_IN_COMMON,
        /** The server is out of order: error 2, or another code. */
        SERVER_FAILED,
        /** What the server says breaks the rules of RFC 8915. */
        AGAINST_THE_RULES
    }
}
