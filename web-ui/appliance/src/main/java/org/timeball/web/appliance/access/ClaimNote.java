package org.timeball.web.appliance.access;

/**
 * What is kept of a claim code.
 *
 * @param digest       of the code; empty where there is none
 * @param untilSeconds since the Unix epoch, when it dies; 0 for never
 * @param forgetsAll   whether everybody is forgotten as soon as this is read
 */
record ClaimNote(String digest, long untilSeconds, boolean forgetsAll) {

    static final ClaimNote NONE = new ClaimNote("", 0, false);

    boolean isOf(String code, long nowSeconds) {
        return !digest.isEmpty()
                && (untilSeconds == 0 || nowSeconds < untilSeconds)
                && Secrets.isSame(digest, Secrets.digest(ClaimCode.typed(code)));
    }
}
