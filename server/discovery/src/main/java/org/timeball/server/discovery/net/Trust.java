package org.timeball.server.discovery.net;

/** Whose word it is that an answer is the zone's own. */
public sealed interface Trust {

    /**
     * Nobody's: the signatures are followed here, which any resolver does for that passes them on.
     *
     * @param anchors where they begin
     */
    record OwnValidation(TrustAnchors anchors) implements Trust {}

    /** That of a validating resolver on this very machine, by the bit AD of its answers (RFC 6840 §5.7). */
    record ResolverOnLoopback() implements Trust {}
}
