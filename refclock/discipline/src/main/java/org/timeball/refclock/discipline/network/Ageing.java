package org.timeball.refclock.discipline.network;

/**
 * What time does to an answer: how our clock is expected to have moved since, and how far it may have moved besides.
 *
 * <p>Beside a clock that is disciplined by something else nothing is expected, and the doubt is that clock's.
 */
public interface Ageing {

    /** RFC 5905's PHI, the frequency tolerance of a clock nothing is known of, parts per billion. */
    double TOLERANCE_PPB = 15_000;

    /**
     * By how much more our clock is expected to be behind.
     *
     * @param seconds since the answer, not negative
     * @return seconds, positive = behind
     */
    double expectedSeconds(double seconds);

    /**
     * How far that may be wrong to either side.
     *
     * @param seconds since the answer, not negative
     * @return seconds, not negative, never falling
     */
    double doubtSeconds(double seconds);

    /** Nothing is expected, and doubt grows steadily; parts per billion. */
    static Ageing ofDoubt(double ppb) {
        return new Ageing() {
            @Override
            public double expectedSeconds(double seconds) {
                return 0;
            }

            @Override
            public double doubtSeconds(double seconds) {
                return seconds * ppb * 1e-9;
            }
        };
    }
}
