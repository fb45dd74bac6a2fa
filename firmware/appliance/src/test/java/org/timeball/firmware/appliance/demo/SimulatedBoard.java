package org.timeball.firmware.appliance.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.timeball.firmware.appliance.daemon.Daemon;
import org.timeball.firmware.appliance.daemon.Hardware;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.refclock.simulation.SimulatedReceiver;
import org.timeball.server.state.ConfigReader;

/** A process that is the daemon alone, on the demo's hardware: to be killed, starved and deprived of its disk. */
public final class SimulatedBoard {

    /** In the configuration, for the serial port that is made at every start. */
    public static final String PORT = "@PORT@";

    private SimulatedBoard() {}

    /** @param arguments the configuration file */
    public static void main(String[] arguments) throws Exception {
        var file = Path.of(arguments[0]);
        var board = DemoHardware.ofNow(new SimulatedReceiver(), file.resolveSibling("board"));
        var text = Files.readString(file).replace(PORT, board.serialPort().toString());
        var configuration = ConfigReader.parse(file.toString(), text);
        var identities = Identities.load(configuration, Instant.now());
        var daemon = Daemon.start(
                "timeball test",
                configuration,
                identities,
                Hardware.withPulses(configuration, board.pulses(), board.thermometers()),
                new TimeFloor(0, true));
        board.powerUp();
        daemon.reportTo(System.getenv());
        new CountDownLatch(1).await();
    }
}
