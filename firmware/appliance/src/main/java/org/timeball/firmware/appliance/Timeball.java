package org.timeball.firmware.appliance;

import org.timeball.firmware.appliance.bench.BenchCommand;
import org.timeball.firmware.appliance.command.AlertsCommand;
import org.timeball.firmware.appliance.command.CertificateCommand;
import org.timeball.firmware.appliance.command.ClientsCommand;
import org.timeball.firmware.appliance.command.EventsCommand;
import org.timeball.firmware.appliance.command.HistoryCommand;
import org.timeball.firmware.appliance.command.ReceiverCommand;
import org.timeball.firmware.appliance.command.RekeyCommand;
import org.timeball.firmware.appliance.command.ReloadCommand;
import org.timeball.firmware.appliance.command.ServerStatsCommand;
import org.timeball.firmware.appliance.command.SourcesCommand;
import org.timeball.firmware.appliance.command.StatusCommand;
import org.timeball.firmware.appliance.command.TrackingCommand;
import org.timeball.firmware.appliance.command.WaitSyncCommand;
import org.timeball.firmware.appliance.configuration.ConfigCommand;
import org.timeball.firmware.appliance.diagnosis.DiagCommand;
import org.timeball.firmware.appliance.pool.PoolCommand;
import org.timeball.firmware.appliance.simulate.SimulateCommand;
import org.timeball.firmware.appliance.support.SupportCommand;
import org.timeball.firmware.sync.Complaint;
import org.timeball.firmware.sync.daemon.SyncCommand;
import org.timeball.firmware.sync.query.NtsCommand;
import org.timeball.firmware.sync.query.QueryCommand;
import org.timeball.refclock.time.Build;
import org.timeball.server.state.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code timeball} command: one word for each thing it does, chronyc's words where chronyc has one. */
@Command(
        name = "timeball",
        description = "A Stratum 1 time server whose time can be proven.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Timeball.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            DaemonCommand.class,
            ValidateCommand.class,
            StatusCommand.class,
            DiagCommand.class,
            SupportCommand.class,
            TrackingCommand.class,
            SourcesCommand.class,
            ServerStatsCommand.class,
            WaitSyncCommand.class,
            ClientsCommand.class,
            CertificateCommand.class,
            ReceiverCommand.class,
            GpioCommand.class,
            ReloadCommand.class,
            ConfigCommand.class,
            RekeyCommand.class,
            PoolCommand.class,
            EventsCommand.class,
            AlertsCommand.class,
            HistoryCommand.class,
            SyncCommand.class,
            BenchCommand.class,
            SimulateCommand.class
        })
public final class Timeball {

    /** EX_CONFIG of sysexits.h: starting it anew will not help, so systemd does not. */
    private static final int MISCONFIGURED = 78;

    /** What the launcher of a checkout, which says that it is one, has besides. */
    private static final String[] CHECKOUT = {
        "",
        "From a checkout also: ./timeball build, ./timeball test, ./timeball interop, ./timeball vm,"
                + " ./timeball packages, ./timeball fuzz, ./timeball soak, ./timeball web"
    };

    private Timeball() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        var program = commandLine();
        if (Boolean.getBoolean("timeball.checkout")) {
            program.getCommandSpec().usageMessage().footer(CHECKOUT);
        }
        System.exit(program.execute(arguments));
    }

    /** The command with all its words. */
    static CommandLine commandLine() {
        return new CommandLine(new Timeball())
                .addSubcommand("query", QueryCommand.spec())
                .addSubcommand("nts", NtsCommand.spec())
                .addSubcommand(new HelpCommand())
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler(Timeball::tell)
                .setParameterExceptionHandler(Complaint::tellUsage);
    }

    /** As every complaint is told; a configuration that cannot be used has an exit code of its own. */
    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        int usual = Complaint.tell(failure, command, parsed);
        return failure instanceof ConfigException ? MISCONFIGURED : usual;
    }

    /** Name and version. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {Build.PROGRAM};
        }
    }
}
