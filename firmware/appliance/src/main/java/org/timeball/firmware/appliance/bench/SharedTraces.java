package org.timeball.firmware.appliance.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The traces that chrony's figures were taken on: {@code traces} in the folder {@code shared} beside the checkout. */
final class SharedTraces {

    private static final List<String> OSCILLATORS = List.of("calm", "pi", "rough", "load");
    private static final List<String> LINES = List.of("pi5", "pi4", "pi3", "dirty");

    private SharedTraces() {}

    /** The folder of traces, found by walking up from the program's classes and from the working directory. */
    static Optional<Path> besideUs() {
        return Stream.concat(classes().stream(), Stream.of(Path.of("").toAbsolutePath()))
                .flatMap(SharedTraces::upwards)
                .map(folder -> folder.resolve("shared/traces"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The folder of traces in a shared folder; a folder of traces itself will do. */
    static Path folderIn(Path shared) {
        var traces = shared.resolve("traces");
        return Files.isDirectory(traces) ? traces : shared;
    }

    /**
     * The 16 cells, oscillator by oscillator.
     *
     * @throws TraceException if one of the eight files cannot be read
     */
    static List<Cell> cells(Path traces) throws TraceException {
        List<Trace> lines = new ArrayList<>();
        for (String line : LINES) {
            lines.add(Trace.read(traces.resolve("noise_" + line + ".f64le.gz")));
        }
        List<Cell> cells = new ArrayList<>();
        for (String oscillator : OSCILLATORS) {
            var frequency = Trace.read(traces.resolve("freq_" + oscillator + ".f64le.gz"));
            lines.forEach(line -> cells.add(new Cell(frequency, line)));
        }
        return cells;
    }

    private static Stream<Path> upwards(Path folder) {
        return Stream.iterate(Optional.of(folder), Optional::isPresent, at -> at.map(Path::getParent))
                .map(Optional::orElseThrow);
    }

    private static Optional<Path> classes() {
        try {
            var source = SharedTraces.class.getProtectionDomain().getCodeSource();
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException notAFile) {
            return Optional.empty();
        }
    }
}
