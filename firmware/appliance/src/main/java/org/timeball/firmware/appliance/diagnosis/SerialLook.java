package org.timeball.firmware.appliance.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.timeball.firmware.board.SerialPorts;
import org.timeball.server.diagnosis.SerialFacts;

/**
 * Looks at the serial ports, and opens none.
 *
 * @param root {@code /} but in tests
 * @param user the daemon's
 */
record SerialLook(Path root, DeviceUser user) {

    private static final String CONSOLE = "console=";
    private static final Set<String> SERIAL = Set.of("ttyS", "ttyAMA", "ttyUSB", "ttyACM", "serial");

    /** @param used the receiver's port, which may be none that a search would try */
    SerialFacts look(Optional<Path> used) {
        var devices = root.resolve("dev");
        var paths = new ArrayList<>(SerialPorts.candidates(devices));
        used.map(path -> root.resolve(path.toString().substring(1)))
                .filter(Files::exists)
                .filter(path -> paths.stream().noneMatch(path::equals))
                .ifPresent(paths::addFirst);
        return new SerialFacts(
                paths.stream().map(this::port).toList(),
                consoles(),
                RunningPrograms.under(root).all(),
                user.name());
    }

    private SerialFacts.Port port(Path path) {
        var named = "/" + root.relativize(path);
        try {
            var real = path.toRealPath();
            var attributes = Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new SerialFacts.Port(
                    named, device(real), attributes.group().getName(), user.mayUse(real, attributes));
        } catch (IOException | UnsupportedOperationException gone) {
            return new SerialFacts.Port(named, device(path), "?", false);
        }
    }

    /** Its name under {@code /dev}. */
    private String device(Path file) {
        var devices = root.resolve("dev");
        return file.startsWith(devices)
                ? devices.relativize(file).toString()
                : file.getFileName().toString();
    }

    private Set<String> consoles() {
        var consoles = new HashSet<String>(RunningPrograms.signInsUnder(root));
        for (String word : SystemFile.text(root.resolve("proc/cmdline")).split("\\s+")) {
            if (word.startsWith(CONSOLE)) {
                var name = word.substring(CONSOLE.length()).split(",", 2)[0];
                if (SERIAL.stream().anyMatch(name::startsWith)) {
                    consoles.add(target(name));
                }
            }
        }
        return consoles;
    }

    private String target(String name) {
        try {
            return device(root.resolve("dev").resolve(name).toRealPath());
        } catch (IOException noLink) {
            return name;
        }
    }

    /** As the daemon's port is named: {@code auto} is none. */
    static Optional<Path> used(List<String> names) {
        return names.stream().filter(name -> name.startsWith("/")).map(Path::of).findFirst();
    }
}
