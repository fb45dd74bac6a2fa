package org.timeball.firmware.sync.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.timeball.firmware.sync.query.Finding.Grade;
import org.timeball.server.control.Printable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code nts check}: everything that a client needs of a server, step by step, each with a tick or with what is
 * wrong.
 */
final class NtsCheckCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final ServerOptions options;
    private final DiscoveryOptions discovery;

    private NtsCheckCommand() {
        CommandWords.describe(
                spec,
                "check",
                "Goes through all that a client needs of an NTS server, and says what is wrong and who must fix it.");
        CommandWords.exitCodes(
                spec,
                QueryCommand.USAGE,
                "0:all is well",
                "1:it works, with a warning",
                "2:something does not work",
                "64:the command was not understood");
        spec.addPositional(PositionalParamSpec.builder()
                .arity("1")
                .index("0")
                .paramLabel("HOST")
                .type(String.class)
                .description("Name or address, with :PORT if it is not 4460.")
                .build());
        options = ServerOptions.addedTo(spec);
        discovery = DiscoveryOptions.addedTo(spec);
    }

    /** The command as picocli takes it. */
    static CommandSpec spec() {
        return new NtsCheckCommand().spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        boolean hasSigns = System.out.charset().newEncoder().canEncode("✓✗");
        var grades = new ArrayList<>(List.of(Grade.GOOD));
        var found = discovery.discovery();
        new NtsCheck(target(), options.family(), options.authorities(), found, finding -> {
                    out.println(Printable.of(finding.line(hasSigns), System.out.charset()));
                    out.flush();
                    grades.add(finding.grade());
                })
                .run();
        return switch (Collections.max(grades)) {
            case GOOD, NOTE -> 0;
            case WARNING -> 1;
            case FAULT -> 2;
        };
    }

    private Target target() {
        try {
            return Target.of(CommandWords.positional(spec, ""));
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()));
        }
    }
}
