package org.timeball.firmware.sync.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.timeball.firmware.sync.query.Finding.Grade;
import org.timeball.server.control.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code nts check}: everything that a client needs of a server, step by step, each with a tick or with what is
 * wrong.
 */
@Command(
        name = "check",
        description =
                "Goes through all that a client needs of an NTS server, and says what is wrong and who must fix it.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = QueryCommand.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:it works, with a warning",
            "2:something does not work",
            "64:the command was not understood"
        })
final class NtsCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "HOST", description = "Name or address, with :PORT if it is not 4460.")
    private String host = "";

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Mixin
    private DiscoveryOptions discovery = new DiscoveryOptions();

    /** For picocli, which fills the fields. */
    NtsCheckCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        boolean hasSigns = System.out.charset().newEncoder().canEncode("✓✗");
        var grades = new ArrayList<>(List.of(Grade.GOOD));
        var found = discovery.discovery(spec);
        new NtsCheck(target(), options.family(), options.authorities(spec), found, finding -> {
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
            return Target.of(host);
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()));
        }
    }
}
