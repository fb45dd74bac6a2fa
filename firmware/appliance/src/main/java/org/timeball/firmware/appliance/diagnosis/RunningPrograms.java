package org.timeball.firmware.appliance.diagnosis;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What runs on this machine, by the names of processes and of systemd's services. A service under systemd with
 * {@code ProtectProc=invisible} sees no process but its own, and the services' control groups all the same.
 *
 * @param names of processes, 15 letters at most, and of services without their suffix
 * @param isSeen whether others can be seen at all
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_comm.5.html">proc_pid_comm(5)</a>
 */
record RunningPrograms(Set<String> names, boolean isSeen) {

    private static final String PROCESSES = "proc";
    private static final String SERVICES = "sys/fs/cgroup/system.slice";
    private static final String SIGN_INS = "system-serial\\x2dgetty.slice";
    private static final String SUFFIX = ".service";
    private static final String SIGN_IN = "serial-getty@";

    /** Programs that keep the machine's clock, and the services that run them. */
    private static final Map<String, String> TIMEKEEPERS = Map.ofEntries(
            Map.entry("chronyd", "chrony"),
            Map.entry("chrony", "chrony"),
            Map.entry("ntpd", "ntpsec"),
            Map.entry("ntp", "ntp"),
            Map.entry("ntpsec", "ntpsec"),
            Map.entry("openntpd", "openntpd"),
            Map.entry("ntp-daemon", "ntpd-rs"),
            Map.entry("ntpd-rs", "ntpd-rs"),
            Map.entry("systemd-timesyn", "systemd-timesyncd"),
            Map.entry("systemd-timesyncd", "systemd-timesyncd"),
            Map.entry("ptp4l", "ptp4l"),
            Map.entry("phc2sys", "phc2sys"),
            Map.entry("timeball-sync", "timeball-sync"));

    /** Copies the set. */
    RunningPrograms {
        names = Set.copyOf(names);
    }

    /** @param root {@code /} but in tests */
    static RunningPrograms under(Path root) {
        var names = new HashSet<String>();
        var processes = root.resolve(PROCESSES);
        for (String name : SystemFile.names(processes)) {
            if (name.chars().allMatch(Character::isDigit)) {
                names.add(SystemFile.text(processes.resolve(name).resolve("comm")));
            }
        }
        var services = root.resolve(SERVICES);
        var units = SystemFile.names(services);
        units.stream()
                .filter(unit -> unit.endsWith(SUFFIX))
                .map(unit -> unit.substring(0, unit.length() - SUFFIX.length()))
                .forEach(names::add);
        names.remove("");
        boolean isSeen = !units.isEmpty()
                || !SystemFile.text(processes.resolve("1").resolve("comm")).isEmpty();
        return new RunningPrograms(names, isSeen);
    }

    /** Serial ports on which people can sign in, as {@code ttyS0}. */
    static Set<String> signInsUnder(Path root) {
        return SystemFile.names(root.resolve(SERVICES).resolve(SIGN_INS)).stream()
                .filter(unit -> unit.startsWith(SIGN_IN) && unit.endsWith(SUFFIX))
                .map(unit -> unit.substring(SIGN_IN.length(), unit.length() - SUFFIX.length()))
                .collect(Collectors.toSet());
    }

    /** All of them; empty where others cannot be seen. */
    Optional<Set<String>> all() {
        return isSeen ? Optional.of(names) : Optional.empty();
    }

    /** The services that keep clocks; empty where others cannot be seen. */
    Optional<List<String>> timekeepers() {
        return all().map(seen -> seen.stream()
                .filter(TIMEKEEPERS::containsKey)
                .map(TIMEKEEPERS::get)
                .distinct()
                .sorted()
                .toList());
    }
}
