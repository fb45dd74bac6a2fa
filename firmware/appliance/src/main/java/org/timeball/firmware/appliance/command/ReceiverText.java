package org.timeball.firmware.appliance.command;

import java.util.Locale;
import org.timeball.server.control.Status;

/** The receiver on a few lines: where it was found, what it is, how it is. */
final class ReceiverText {

    private ReceiverText() {}

    static String report(Status status) {
        var receiver = status.receiver();
        var health = receiver.health();
        return row("Port", receiver.port() + (receiver.isPresent() ? "" : ", silent or not there"))
                + row("Model", told((health.model() + " " + health.firmware()).strip()))
                + row("Speaks", told(receiver.protocol()))
                + row("Set-up", told(receiver.setUp()))
                + row(
                        "Fix",
                        "%s, %d satellites used of %d in view"
                                .formatted(
                                        receiver.fix(),
                                        receiver.satellitesUsed(),
                                        receiver.satellites().size()))
                + row("Antenna", health.antenna())
                + row("Jamming", health.jamming())
                + row("Spoofing", health.spoofing())
                + row("Survey", told(health.survey()))
                + row("Pulse", status.pulses().source());
    }

    private static String told(String words) {
        return words.isEmpty() ? "not told" : words;
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-15s%s\n", name, value);
    }
}
