package org.timeball.refclock.discipline.holdover;

/** For how long a clock may have been left alone when it is looked how far it strayed. */
final class Horizons {

    /** Minutes, shortest first. Near half a day, where a day's swing is at its worst, they stand closer. */
    static final int[] MINUTES = {1, 5, 15, 60, 240, 480, 720, 1_080, 1_440};

    /**
     * How much steeper than within the first hour a slope can be by then before anything was seen: a room's day and a
     * slow change of its temperature come on top of what a processor's load does within minutes.
     */
    static final double[] PRIOR_SHARE = {1, 1, 1, 1, 1.5, 2, 2.5, 2.5, 2.5};

    private Horizons() {}
}
