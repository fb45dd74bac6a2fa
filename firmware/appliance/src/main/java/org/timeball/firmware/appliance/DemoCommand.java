package org.timeball.firmware.appliance;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.timeball.firmware.appliance.daemon.DaemonException;
import org.timeball.firmware.appliance.demo.Demo;
import org.timeball.firmware.appliance.demo.DemoException;
import org.timeball.firmware.appliance.demo.DemoOrders;
import org.timeball.firmware.sync.service.ShutdownHook;
import org.timeball.refclock.time.Build;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code timeball demo}: the whole box on this machine, with simulated hardware, on loopback. */
@Command(
        name = "demo",
        description = "Runs the whole box on this machine with a simulated receiver; touches no clock, needs no root.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {

    /** The launcher says where the web process's classes are. */
    private static final String WEB_CLASS_PATH = "timeball.web.class-path";

    private static final double HOLDOVER_LIMIT_SECONDS = 1e-3;

    /** A recording is minutes long and teaches the filter little, so its end is worth watching sooner. */
    private static final double RECORDING_HOLDOVER_LIMIT_SECONDS = 50e-6;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where it keeps its files (default: a temporary folder). Others get the right to pass through"
                    + " it, so that peers can read its CA; keys lie in folders of their own.")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--ntp-port",
            paramLabel = "N",
            defaultValue = "11123",
            description = "UDP port of NTP (default: ${DEFAULT-VALUE}).")
    private int ntpPort;

    @Option(
            names = "--ke-port",
            paramLabel = "N",
            defaultValue = "14460",
            description = "TCP port of NTS key exchange (default: ${DEFAULT-VALUE}).")
    private int keyExchangePort;

    @Option(
            names = "--web-port",
            paramLabel = "N",
            defaultValue = "18443",
            description = "TCP port of the page (default: ${DEFAULT-VALUE}).")
    private int webPort;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "Replays a receiver's bytes; the time served is the recording's own.")
    private Optional<Path> recording = Optional.empty();

    @Option(
            names = "--holdover-limit",
            paramLabel = "SECONDS",
            description = "Bound at which holdover ends (default: 0.001; with a recording 0.00005).")
    private Optional<Double> holdoverLimit = Optional.empty();

    /** For picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    DemoCommand() {}

    @Override
    public Integer call() throws DemoException, DaemonException, InterruptedException {
        var demo = Demo.start(
                orders(),
                Build.PROGRAM,
                Build.DATE.getEpochSecond(),
                System.getProperty(WEB_CLASS_PATH, ""),
                starting -> ShutdownHook.runs(starting::close));
        var out = spec.commandLine().getOut();
        out.println(demo.readyLine());
        out.flush();
        demo.caveat().ifPresent(spec.commandLine().getErr()::println);
        new CountDownLatch(1).await();
        return 0;
    }

    private DemoOrders orders() {
        requirePort("--ntp-port", ntpPort);
        requirePort("--ke-port", keyExchangePort);
        requirePort("--web-port", webPort);
        double limit =
                holdoverLimit.orElse(recording.isPresent() ? RECORDING_HOLDOVER_LIMIT_SECONDS : HOLDOVER_LIMIT_SECONDS);
        require(limit >= 1e-6 && limit <= 1, "--holdover-limit is 0.000001 to 1 second, not " + limit);
        require(!state.equals(Optional.of(Path.of(""))), "--state wants the name of a folder");
        return new DemoOrders(state, ntpPort, keyExchangePort, webPort, recording, limit);
    }

    private void requirePort(String option, int port) {
        require(port >= 1 && port <= 65_535, option + " is 1 to 65535, not " + port);
    }

    private void require(boolean isGood, String otherwise) {
        if (!isGood) {
            throw new CommandLine.ParameterException(spec.commandLine(), otherwise);
        }
    }
}
