package org.timeball.refclock.discipline.correction;

import java.util.List;

/**
 * How late a board stamps a pulse that reaches one of its pins.
 *
 * <p>From the edge to the kernel's reading of the clock passes the time of an interrupt, always the same but for its
 * jitter: a bias that no statistics show. The figures are those that users report of idle boards, as a range; its middle
 * is taken off, and half of it remains as uncertainty.
 *
 * @param name               what the board is called; empty when it is not known
 * @param latencySeconds     how late, not negative
 * @param uncertaintySeconds how far that may be off either way, not negative
 */
public record BoardProfile(String name, double latencySeconds, double uncertaintySeconds) {

    /**
     * Any other board: nothing is taken off, and up to twice the slowest of the known ones is thought possible.
     */
    public static final BoardProfile UNKNOWN = new BoardProfile("", 0, 10e-6);

    /** Pulses that no board stamps, because a program makes them up with their stamps. */
    public static final BoardProfile SIMULATED = new BoardProfile("simulated", 0, 0);

    /**
     * One family of boards.
     *
     * @param model   how their device tree's model begins
     * @param profile what holds for them
     */
    private record Family(String model, BoardProfile profile) {}

    private static final BoardProfile PI_3 = range("Raspberry Pi 3", 3e-6, 5e-6);
    private static final BoardProfile PI_4 = range("Raspberry Pi 4", 1e-6, 2e-6);

    /** Its pins hang on the RP1, behind PCI Express. */
    private static final BoardProfile PI_5 = range("Raspberry Pi 5", 1e-6, 3e-6);

    private static final List<Family> FAMILIES = List.of(
            new Family("Raspberry Pi 3", PI_3),
            new Family("Raspberry Pi Compute Module 3", PI_3),
            new Family("Raspberry Pi 400", PI_4),
            new Family("Raspberry Pi 4", PI_4),
            new Family("Raspberry Pi Compute Module 4", PI_4),
            new Family("Raspberry Pi 500", PI_5),
            new Family("Raspberry Pi 5", PI_5),
            new Family("Raspberry Pi Compute Module 5", PI_5));

    /** Refuses what is negative or no number. */
    public BoardProfile {
        if (!(latencySeconds >= 0 && uncertaintySeconds >= 0)) {
            throw new IllegalArgumentException("latency " + latencySeconds + " ± " + uncertaintySeconds + " s");
        }
    }

    /**
     * The profile of a board by what it calls itself.
     *
     * @param model the text of {@code /proc/device-tree/model}, which ends with a zero byte; empty where there is none
     */
    public static BoardProfile of(String model) {
        String name = model.replace("\0", "").strip();
        return FAMILIES.stream()
                .filter(family -> name.equals(family.model) || name.startsWith(family.model + " "))
                .findFirst()
                .map(family -> new BoardProfile(name, family.profile.latencySeconds, family.profile.uncertaintySeconds))
                .orElse(new BoardProfile(name, UNKNOWN.latencySeconds, UNKNOWN.uncertaintySeconds));
    }

    private static BoardProfile range(String name, double from, double to) {
        return new BoardProfile(name, (from + to) / 2, (to - from) / 2);
    }
}
