package org.timeball.firmware.appliance.bench;

import org.timeball.firmware.appliance.bench.server.ClientBenchCommand;
import org.timeball.firmware.appliance.bench.server.QueryBenchCommand;
import org.timeball.firmware.appliance.bench.server.ServerBenchCommand;
import org.timeball.firmware.appliance.bench.web.WebBenchCommand;
import picocli.CommandLine.Command;

/** {@code timeball bench}: the measurements there are. */
@Command(
        name = "bench",
        description = "Measures the program by itself; touches no clock.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            ClientBenchCommand.class,
            DisciplineBenchCommand.class,
            HoldoverBenchCommand.class,
            NtsBenchCommand.class,
            QueryBenchCommand.class,
            ReceiverBenchCommand.class,
            ServerBenchCommand.class,
            TemperatureBenchCommand.class,
            WebBenchCommand.class
        })
public final class BenchCommand {

    /** Measures nothing itself. */
    public BenchCommand() {}
}
