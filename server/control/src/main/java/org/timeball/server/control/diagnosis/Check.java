package org.timeball.server.control.diagnosis;

/**
 * One thing that was looked at.
 *
 * @param id         stable, for scripts and for the documentation, such as {@code pulse.edge}
 * @param area       what it is about
 * @param name       for people
 * @param verdict    what it came to
 * @param seen       a sentence: what was seen, with figures
 * @param remedy     a sentence: what to do; empty where there is nothing to do
 * @param ageSeconds how long ago its facts were gathered
 */
public record Check(
        String id, CheckArea area, String name, CheckVerdict verdict, String seen, String remedy, long ageSeconds) {

    /** The same, of facts as old as this. */
    public Check aged(long seconds) {
        return new Check(id, area, name, verdict, seen, remedy, seconds);
    }
}
