package org.timeball.firmware.appliance.bench.server;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the small program is that a bench starts. */
final class ProgramOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--program",
            required = true,
            paramLabel = "DIR",
            description = "The program as a package lays it out; from a checkout the launcher makes and names it.")
    private Path folder = Path.of("");

    /** For picocli, which fills the fields. */
    ProgramOption() {}

    /** @throws ParameterException if it is not there */
    SyncProgram program() {
        var program = new SyncProgram(folder);
        if (!program.isThere()) {
            throw new ParameterException(spec.commandLine(), "--program: " + folder + " has no runtime and program");
        }
        return program;
    }
}
