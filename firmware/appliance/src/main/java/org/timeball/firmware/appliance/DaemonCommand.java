package org.timeball.firmware.appliance;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.timeball.firmware.appliance.daemon.Daemon;
import org.timeball.firmware.appliance.daemon.DaemonException;
import org.timeball.firmware.appliance.daemon.Hardware;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.firmware.board.SerialReceiverPort;
import org.timeball.firmware.sync.service.Hangup;
import org.timeball.firmware.sync.service.ShutdownHook;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.refclock.time.Build;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code timeball daemon}: serves on this board's hardware until it is told to end. */
@Command(
        name = "daemon",
        description = "Runs the time server on this machine's receiver and pulse.",
        mixinStandardHelpOptions = true)
final class DaemonCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationFile file;

    /** For picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    DaemonCommand() {}

    @Override
    public Integer call() throws ConfigException, DaemonException, InterruptedException {
        var hangup = Hangup.heeded();
        var configuration = ConfigReader.read(file.path());
        if (configuration.receiver().isUsed()) {
            // Loaded while others already ask for the status, it would have the signal ignored until the next chores.
            SerialReceiverPort.load();
            hangup.keep();
        }
        // A machine that wakes in 1970 must not call its certificates not yet valid.
        var now = Instant.now();
        var identities = Identities.load(configuration, now.isBefore(Build.DATE) ? Build.DATE : now);
        var hardware = Hardware.of(configuration);
        var daemon = Daemon.start(
                Build.PROGRAM, configuration, identities, hardware, new TimeFloor(Build.DATE.getEpochSecond(), true));
        ShutdownHook.runs(daemon::close);
        daemon.reportTo(System.getenv());
        daemon.reloadFrom(file.path(), hangup);
        new CountDownLatch(1).await();
        return 0;
    }
}
