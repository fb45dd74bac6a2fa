package org.timeball.server.discovery;

/** How it is known that an answer is the zone's own. */
public enum Validation {
    /** Its signatures were followed here, from a key that was known before. */
    CHECKED_HERE("its DNSSEC signatures are good"),
    /** A resolver on this machine says that it has done so. */
    TRUSTED_RESOLVER("the resolver on this machine says that its DNSSEC signatures are good");

    private final String words;

    Validation(String words) {
        this.words = words;
    }

    /** The end of a sentence about an answer. */
    public String words() {
        return words;
    }
}
