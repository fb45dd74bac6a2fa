package org.timeball.firmware.appliance.daemon.stamps;

import org.timeball.server.linux.InterfaceStamps;

/** What is made of a network card's own clock, and the reason if it is nothing. */
sealed interface CardUse {

    /** There is none. */
    record NotThere() implements CardUse {}

    /** Nobody has asked for it. */
    record NotWanted(String device) implements CardUse {}

    /** It stamps some packets, and not all that we want stamped. */
    record Incapable(String device) implements CardUse {}

    /** It cannot be had. */
    record Refused(String device, String reason) implements CardUse {}

    /** Stamps tell whose they are only while they are of one clock. */
    record Superseded(String device, String used) implements CardUse {}

    /** It stamps. */
    record Used(String device) implements CardUse {}

    /** It stamps, and at present nobody knows what that means. */
    record Unread(String device) implements CardUse {}

    /** A line for people: who stamps what comes and goes at an interface, and why. */
    static String words(InterfaceStamps found, CardUse use) {
        return switch (use) {
            case Used(var device) -> "hardware stamps by " + device;
            case NotThere() -> software(found, "interface has no hardware clock");
            case NotWanted(var device) ->
                software(found, device + " is not asked for: hardware-stamps = true under [ntp] does");
            case Incapable(var device) -> software(found, device + " does not stamp all packets both ways");
            case Refused(var device, var reason) -> software(found, device + " is not used: " + reason);
            case Superseded(var device, var used) -> software(found, device + " is not used beside " + used);
            case Unread(var device) -> software(found, device + " gives no readings to compare");
        };
    }

    private static String software(InterfaceStamps found, String reason) {
        return by(found) + " (" + reason + ')';
    }

    private static String by(InterfaceStamps found) {
        if (found.stampsReceived() && found.stampsSent()) {
            return "kernel software stamps";
        }
        return found.stampsReceived()
                ? "kernel software stamps on arrival, the daemon's on departure"
                : "the daemon's stamps";
    }
}
