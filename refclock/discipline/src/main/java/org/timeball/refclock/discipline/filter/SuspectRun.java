package org.timeball.refclock.discipline.filter;

/**
 * Pulses in a row that fall on the same side of the prediction, too far from it to be chance one after the other.
 *
 * <p>Alone none of them is believed; when enough of them lie on a line, the world has changed and not the pulses. Not
 * thread-safe.
 */
final class SuspectRun {

    /** From here on a pulse is suspect, if others are with it. */
    static final double NEAR_DEVIATIONS = 4;

    /** In a row of such as only 3 % are: by chance 0.03⁶ = 7e-10. */
    private static final int FAR_LENGTH = 6;

    /** For a line with so heavy tails that even its rare pulses lie farther out than the change; at the least. */
    private static final int NEAR_LENGTH = 12;

    /** What may come by chance; a line with two paths has a suspect every third pulse, and needs a longer row. */
    private static final double CHANCE = 1e-9;

    private final PhaseTrack track = new PhaseTrack();
    private boolean isLate;
    private int near;
    private int far;
    private int heard;

    boolean isLate() {
        return isLate;
    }

    /** The filters were told of the newest. */
    void heard() {
        heard++;
    }

    /** Of how many of these the filters were told. */
    int heardInARow() {
        return heard;
    }

    int length() {
        return near;
    }

    void clear() {
        track.clear();
        near = 0;
        far = 0;
        heard = 0;
    }

    /** Takes a suspect. */
    void add(long second, double freePhaseSeconds, boolean isLateOne, boolean isFar) {
        if (isLateOne != isLate) {
            clear();
            isLate = isLateOne;
        }
        track.add(second, freePhaseSeconds);
        near++;
        far = isFar ? far + 1 : 0;
    }

    /**
     * How many of the newest would be convincing if they lie on a line; 0 while it may all be chance.
     *
     * @param usualShare of suspects on this side among all pulses of the line, 0 to 1
     */
    int convincing(double usualShare) {
        if (far >= FAR_LENGTH) {
            return FAR_LENGTH;
        }
        boolean isChance = near < NEAR_LENGTH || Math.pow(usualShare, near) > CHANCE;
        return isChance ? 0 : NEAR_LENGTH;
    }

    /** The newest {@code count} phases. */
    PhaseTrack newest(int count) {
        return track.newest(count);
    }
}
