package org.timeball.firmware.appliance.simulate;

import java.util.List;
import java.util.function.Predicate;
import org.timeball.firmware.appliance.simulate.Event.Kind;

/** What a scenario's events amount to, second by second; several at once add up. */
final class Circumstances {

    private static final double WARMING_SECONDS = 120;

    private final Scenario.Room room;
    private final List<Event> events;
    private double warmth;

    Circumstances(Scenario scenario) {
        this.room = scenario.room();
        this.events = scenario.events();
    }

    boolean hasSentences(double second) {
        return !isAny(second, event -> event.kind() == Kind.UNPLUGGED);
    }

    boolean hasFix(double second) {
        return !isAny(second, event -> event.kind() == Kind.NO_ANTENNA);
    }

    boolean hasPulse(double second) {
        return hasSentences(second) && hasFix(second) && !isAny(second, event -> event.kind() == Kind.NO_PULSE);
    }

    /** How far the receiver's pulse is off the true second, seconds, positive = late; without the line's noise. */
    double pulseShiftSeconds(double second) {
        double crept = events.stream()
                .filter(event -> event.kind() == Kind.DRAG && event.isAt(second))
                .mapToDouble(event -> event.value() * (second - event.second()))
                .sum();
        return crept + sum(second, Kind.PULSE_STEP);
    }

    /** Standard deviation that the pulse line's own noise is joined by, seconds. */
    double noiseSeconds(double second) {
        return sum(second, Kind.NOISE);
    }

    /** How many seconds later a sentence names than it should. */
    long secondShift(double second) {
        return Math.round(sum(second, Kind.SECOND_STEP));
    }

    /** How much later than usual sentences come, seconds. */
    double sentenceDelaySeconds(double second) {
        return sum(second, Kind.LATE_SENTENCES);
    }

    /** By how much somebody moves the machine's clock in this second, seconds, positive = forward. */
    double clockStepSeconds(int second) {
        return events.stream()
                .filter(event -> event.kind() == Kind.CLOCK_STEP && event.second() == second)
                .mapToDouble(Event::value)
                .sum();
    }

    /** The board's temperature; to be asked once for each second, in order. */
    double nextCelsius(double second) {
        warmth += (sum(second, Kind.WARMTH) - warmth) / WARMING_SECONDS;
        return room.celsius() + warmth + room.swingDegrees() * Math.sin(2 * Math.PI * second / room.swingSeconds());
    }

    private boolean isAny(double second, Predicate<Event> kind) {
        return events.stream().anyMatch(event -> event.isAt(second) && kind.test(event));
    }

    private double sum(double second, Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind && event.isAt(second))
                .mapToDouble(Event::value)
                .sum();
    }
}
