package org.timeball.server.client;

import java.util.Optional;
import org.timeball.refclock.time.RefId;

/**
 * What a server can ask of a client instead of telling it the time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-7.4">RFC 5905 §7.4</a>
 */
public enum KissCode {
    /** Never ask again. */
    DENY("DENY"),
    /** The same, by policy. */
    RSTR("RSTR"),
    /** Ask less often. */
    RATE("RATE"),
    /** The cookie or the tag is of no use (RFC 8915 §5.7). */
    NTSN("NTSN");

    private final RefId refId;

    KissCode(String letters) {
        refId = RefId.ofAscii(letters);
    }

    /** The code of that reference identifier, if it is one of these. */
    static Optional<KissCode> of(RefId refId) {
        for (var code : values()) {
            if (code.refId.equals(refId)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
