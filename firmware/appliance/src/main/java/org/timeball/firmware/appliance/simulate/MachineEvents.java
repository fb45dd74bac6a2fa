package org.timeball.firmware.appliance.simulate;

import java.util.List;
import org.timeball.firmware.appliance.simulate.Event.Kind;

/** What befalls the machine in a scenario, second by second; several events at once add up. Not thread-safe. */
final class MachineEvents {

    private static final double WARMING_SECONDS = 120;

    private final Scenario.Room room;
    private final List<Event> events;
    private double warmth;

    MachineEvents(Scenario scenario) {
        this.room = scenario.room();
        this.events = scenario.events();
    }

    /** By how much somebody moves the machine's clock in this second, seconds, positive = forward. */
    double clockStepSeconds(int second) {
        return events.stream()
                .filter(event -> event.kind() == Kind.CLOCK_STEP && event.second() == second)
                .mapToDouble(Event::value)
                .sum();
    }

    /** The board's temperature; to be asked once for each second, in order. */
    double nextCelsius(int second) {
        double warmed = events.stream()
                .filter(event -> event.kind() == Kind.WARMTH && event.isAt(second))
                .mapToDouble(Event::value)
                .sum();
        warmth += (warmed - warmth) / WARMING_SECONDS;
        return room.celsius() + warmth + room.swingDegrees() * Math.sin(2 * Math.PI * second / room.swingSeconds());
    }
}
