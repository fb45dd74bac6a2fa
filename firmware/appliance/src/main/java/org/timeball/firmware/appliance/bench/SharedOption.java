package org.timeball.firmware.appliance.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says where the traces are that chrony's figures were taken on. */
final class SharedOption {

    @Option(
            names = "--shared",
            paramLabel = "DIR",
            description = "The folder with traces/ in it (default: shared, beside the checkout).")
    private Optional<Path> folder = Optional.empty();

    boolean isGiven() {
        return folder.isPresent();
    }

    /**
     * The 16 cells of the folder that is named, or else of the one beside the checkout; empty where there is none.
     *
     * @throws TraceException if the folder has no such cells
     */
    Optional<List<Cell>> cells() throws TraceException {
        var traces = folder.isPresent() ? folder.map(SharedTraces::folderIn) : SharedTraces.besideUs();
        return traces.isPresent() ? Optional.of(SharedTraces.cells(traces.get())) : Optional.empty();
    }
}
