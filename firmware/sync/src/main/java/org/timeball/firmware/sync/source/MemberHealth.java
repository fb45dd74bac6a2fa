package org.timeball.firmware.sync.source;

import org.timeball.server.client.net.Trouble;

/**
 * Whether a member of a pool is worth keeping: one that told the time is proven, and has eight polls in a row to be silent
 * in, as many as its reach register has; one that has not has three, and one with whom no keys can be agreed on is left
 * for the next at once.
 *
 * @param hasOwnKeys whether it exchanges keys itself; else nothing brings new ones
 * @param isProven   whether it told the time
 * @param failures   polls in a row that brought nothing
 * @param isDead     whether it is to be replaced
 */
record MemberHealth(boolean hasOwnKeys, boolean isProven, int failures, boolean isDead) {

    private static final int MOST_FAILURES = 8;
    private static final int MOST_UNPROVEN = 3;

    /** A refusal of cookies may be forged (RFC 8915 §5.7), but hardly twice in a row without a better answer. */
    private static final int MOST_REFUSALS = 2;

    /** Nothing is known of it. */
    static MemberHealth starting(boolean hasOwnKeys) {
        return new MemberHealth(hasOwnKeys, false, 0, false);
    }

    MemberHealth answered() {
        return new MemberHealth(hasOwnKeys, true, 0, isDead);
    }

    MemberHealth failed(Trouble trouble) {
        int now = failures + 1;
        return new MemberHealth(hasOwnKeys, isProven, now, isDead || now >= most(trouble));
    }

    private int most(Trouble trouble) {
        int usual = isProven ? MOST_FAILURES : MOST_UNPROVEN;
        return switch (trouble) {
            case NAME, CONNECT, TLS, CERTIFICATE, NO_NTS, REFUSED -> isProven && hasOwnKeys ? usual : 1;
            case NAK -> hasOwnKeys ? usual : Math.min(usual, MOST_REFUSALS);
            case NO_ANSWER, USELESS, KISS, TOO_SOON -> usual;
        };
    }
}
