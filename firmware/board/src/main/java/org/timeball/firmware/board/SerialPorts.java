package org.timeball.firmware.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** The ports at which a receiver may be found. */
public final class SerialPorts {

    /**
     * The names, the likeliest first: a link made for a receiver, a receiver's own USB, a USB adapter, the header of a
     * Pi by its link, and by the drivers' names. {@code ttyAMA10} is the Pi 5's debug console.
     */
    private static final List<String> NAMES =
            List.of("gps[0-9]+", "ttyACM[0-9]+", "ttyUSB[0-9]+", "serial0", "ttyAMA[0-9]", "ttyS[0-9]+");

    private SerialPorts() {}

    /**
     * The ports there are, each once however many names it has.
     *
     * @param devices the folder of devices, {@code /dev}
     * @return the likeliest first; none if the folder cannot be read
     */
    public static List<Path> candidates(Path devices) {
        var files = sorted(devices);
        var candidates = new ArrayList<Path>();
        var seen = new HashSet<Path>();
        for (String name : NAMES) {
            for (Path file : files) {
                if (file.getFileName().toString().matches(name) && seen.add(target(file))) {
                    candidates.add(file);
                }
            }
        }
        return candidates;
    }

    private static List<Path> sorted(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::exists).sorted().toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static Path target(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException _) {
            return file;
        }
    }
}
