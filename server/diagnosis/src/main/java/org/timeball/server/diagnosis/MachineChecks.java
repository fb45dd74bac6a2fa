package org.timeball.server.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** Board, kernel and disk: what makes a clock worse without stopping it. */
final class MachineChecks {

    private static final Subject DISK = new Subject("machine.disk", CheckArea.MACHINE, "Room on the disk");
    private static final Subject POWER = new Subject("machine.power", CheckArea.MACHINE, "Power supply");
    private static final Subject HEAT = new Subject("machine.temperature", CheckArea.MACHINE, "Temperature");
    private static final Subject GOVERNOR = new Subject("machine.governor", CheckArea.MACHINE, "Rate of the processor");
    private static final Subject TICK = new Subject("machine.tick", CheckArea.MACHINE, "Tick of the kernel");

    private static final long FULL_OCTETS = 1L << 20;
    private static final long SCARCE_OCTETS = 64L << 20;

    /** From 80 °C a Raspberry Pi slows its processor. */
    private static final double HOT_DEGREES = 75;

    private static final long NOW = 0b0001;
    private static final long SLOWED = 0b1110;
    private static final int SINCE_START = 16;

    private MachineChecks() {}

    static List<Check> of(Facts facts) {
        var machine = facts.machine();
        return Stream.of(
                        disk(machine.folders()).stream(),
                        Optional.of(power(machine)).stream(),
                        heat(machine.degrees()).stream(),
                        Optional.of(governor(machine)).stream(),
                        Optional.of(tick(machine)).stream())
                .flatMap(checks -> checks)
                .toList();
    }

    /** Of several folders the one that is worst off. */
    private static Optional<Check> disk(List<MachineFacts.Folder> folders) {
        return folders.stream().map(MachineChecks::disk).max(Comparator.comparing(Check::verdict));
    }

    private static Check disk(MachineFacts.Folder folder) {
        if (!folder.problem().isEmpty()) {
            return DISK.unknown(folder.path() + " cannot be looked at: " + folder.problem() + ".", "See to that disk.");
        }
        if (folder.isReadOnly()) {
            return DISK.bad(
                    folder.path() + " is read-only: keys and what the clock learned are lost with the power.",
                    "Mount it writable; a card that turned read-only is worn out.");
        }
        var seen = Sentence.of("%s has room for %,d MB.", folder.path(), folder.usableOctets() >> 20);
        if (folder.usableOctets() < FULL_OCTETS) {
            return DISK.bad(seen, "Free room there: nothing can be saved.");
        }
        return folder.usableOctets() < SCARCE_OCTETS ? DISK.attention(seen, "Free room there.") : DISK.good(seen);
    }

    private static Check power(MachineFacts machine) {
        if (machine.throttled().isEmpty()) {
            return POWER.notApplicable("This board does not tell of its power supply.");
        }
        long bits = machine.throttled().getAsLong();
        var remedy =
                "Use the maker's power supply and a short cable; slowed and hurried, a board's oscillator wanders.";
        if ((bits & NOW) != 0) {
            return POWER.bad("The voltage is too low now.", remedy);
        }
        if ((bits & SLOWED) != 0) {
            return POWER.attention("The firmware slows the processor now, for heat or voltage.", remedy);
        }
        return bits >> SINCE_START == 0
                ? POWER.good("Voltage and heat were well since the start.")
                : POWER.attention(
                        "Since the start the voltage was too low, or the processor slowed, for a time.", remedy);
    }

    private static Optional<Check> heat(double degrees) {
        if (Double.isNaN(degrees)) {
            return Optional.empty();
        }
        var seen = Sentence.of("The processor is at %.0f °C.", degrees);
        return Optional.of(
                degrees < HOT_DEGREES
                        ? HEAT.good(seen)
                        : HEAT.attention(
                                seen,
                                "From 80 °C a Pi slows down: give it air, evenly, and no fan that comes and goes."));
    }

    private static Check governor(MachineFacts machine) {
        if (machine.governor().isEmpty()) {
            return GOVERNOR.notApplicable("The processor's rate is not changed by this kernel.");
        }
        var seen = Sentence.of("The processor's governor is %s.", machine.governor());
        if (machine.governor().equals("performance")) {
            return GOVERNOR.good(seen);
        }
        var remedy =
                "Write cpufreq.default_governor=performance at the end of the line in cmdline.txt and restart: each change"
                        + " of the rate warms and cools the oscillator, and delays the stamp of a pulse.";
        return machine.isRaspberryPi() ? GOVERNOR.attention(seen, remedy) : GOVERNOR.notApplicable(seen, remedy);
    }

    private static Check tick(MachineFacts machine) {
        boolean isSteady = machine.commandLine().lines().findFirst().stream()
                .flatMap(line -> Stream.of(line.split(" ")))
                .anyMatch("nohz=off"::equals);
        return isSteady
                ? TICK.good("The kernel ticks at rest, too (nohz=off).")
                : TICK.notApplicable(
                        "The kernel stops its tick at rest.",
                        "A pulse is stamped some microseconds steadier with nohz=off at the end of the line in cmdline.txt.");
    }
}
