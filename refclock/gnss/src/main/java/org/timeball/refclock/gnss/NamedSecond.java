package org.timeball.refclock.gnss;

import java.util.OptionalLong;

/** The second a receiver named last, so that each is told but once. */
final class NamedSecond {

    private OptionalLong utcSecond = OptionalLong.empty();
    private boolean isValid;

    /** Takes the next one, and tells whether it is news: another second, or the same one vouched for at last. */
    boolean isNews(long second, boolean isSecondValid) {
        boolean isSame = utcSecond.isPresent() && utcSecond.getAsLong() == second;
        boolean isNews = !isSame || isSecondValid && !isValid;
        isValid = isSecondValid || isSame && isValid;
        utcSecond = OptionalLong.of(second);
        return isNews;
    }

    /** Since the Unix epoch; empty before the first. */
    OptionalLong utcSecond() {
        return utcSecond;
    }
}
