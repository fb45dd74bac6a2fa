package org.timeball.firmware.appliance.support;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.timeball.firmware.appliance.command.HelpOption;
import org.timeball.firmware.appliance.diagnosis.MachineExamination;
import org.timeball.firmware.board.BoardModel;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.refclock.time.Build;
import org.timeball.server.control.Printable;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code support}: what to send along with a question, shown first and written when told to. */
@Command(
        name = "support",
        description = "Shows what would help whoever helps you, and writes it into a file when told to.",
        exitCodeOnInvalidInput = ExitCode.USAGE,
        footer = {
            "",
            "Left out: keys, tokens, passwords and every text of the configuration that is not one",
            "of a few words; the position and where satellites stand; clients. Addresses are shortened.",
            "Look at it before you send it: --show prints all of it."
        })
public final class SupportCommand implements Callable<Integer> {

    private static final int EVENTS = 200;
    private static final int NOT_WRITTEN = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Option(
            names = {"-f", "--config"},
            paramLabel = "FILE",
            description = "The configuration (default: /etc/timeball/timeball.toml).")
    private Path file = Path.of("/etc/timeball/timeball.toml");

    @Option(names = "--show", description = "Print every file in full.")
    private boolean isShown;

    @Option(names = "--write", paramLabel = "FILE", description = "Write it, a zip file that must not be there yet.")
    private Optional<Path> target = Optional.empty();

    @Mixin
    private HelpOption help = new HelpOption();

    /** Looks at nothing until it is called. */
    public SupportCommand() {}

    @Override
    public Integer call() {
        var bundle = SupportBundle.of(told());
        print(preview(bundle));
        if (target.isEmpty()) {
            print("Nothing was written; --show prints all of it, --write FILE.zip writes it.\n");
            return ExitCode.FINE;
        }
        return write(bundle, target.get());
    }

    private String preview(SupportBundle bundle) {
        var text = new StringBuilder();
        for (var one : bundle.files()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-20s %,8d octets: %s%n",
                    one.name(),
                    one.text().getBytes(StandardCharsets.UTF_8).length,
                    one.about()));
            if (isShown) {
                text.append(one.text().indent(4)).append('\n');
            }
        }
        return text.toString();
    }

    private SupportBundle.Told told() {
        try (var client = ControlClient.open(daemon.socket())) {
            return new SupportBundle.Told(
                    about(),
                    client.diagnosis(EnumSet.allOf(CheckArea.class)),
                    Optional.of(client.status()),
                    Optional.of(client.certificates()),
                    Optional.of(client.events(EVENTS)),
                    configuration());
        } catch (ControlException silent) {
            return new SupportBundle.Told(
                    about(),
                    MachineExamination.report(file, String.valueOf(silent.getMessage())),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    configuration());
        }
    }

    private static String about() {
        return """
                %s
                Java %s, %s
                %s %s, %s
                %s
                """.formatted(
                        Build.PROGRAM,
                        System.getProperty("java.version"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        BoardModel.read(Path.of("/")));
    }

    private String configuration() {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Readable by its owner alone: whom it is given to is theirs to decide. */
    private int write(SupportBundle bundle, Path path) {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(path, bundle.zip(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            print("Written: " + path + "\n");
            return ExitCode.FINE;
        } catch (IOException refused) {
            spec.commandLine()
                    .getErr()
                    .println("timeball: " + path + " is not written: "
                            + refused.getClass().getSimpleName() + ", " + refused.getMessage());
            return NOT_WRITTEN;
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Printable.of(text, System.out.charset()));
        out.flush();
    }
}
