package org.timeball.firmware.sync.daemon;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.timeball.firmware.sync.service.Hangup;
import org.timeball.firmware.sync.service.ShutdownHook;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.firmware.sync.source.SourceTrust;
import org.timeball.refclock.time.Build;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.monitoring.ControlSocketException;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.StateException;

/** What the process of the daemon does from its beginning to its end, by whichever name it was started. */
final class SyncProgram {

    static final Path DEFAULT_FILE = Path.of("/etc/timeball/sync.toml");

    /** EX_NOPERM of sysexits.h. */
    private static final int NOT_PERMITTED = 77;

    /** EX_CONFIG of sysexits.h: starting it anew will not help, so systemd does not. */
    private static final int MISCONFIGURED = 78;

    private SyncProgram() {}

    /**
     * Runs until the process is told to end.
     *
     * @param file     the configuration
     * @param complain told what the operator has to see to
     * @return the exit code, where it could not begin
     */
    static int run(Path file, PrintWriter complain)
            throws IOException, StateException, ControlSocketException, InterruptedException {
        var hangup = Hangup.heeded();
        try {
            var floor = new TimeFloor(Build.DATE.getEpochSecond(), true);
            var daemon = SyncDaemon.start(SyncConfigReader.read(file), floor);
            ShutdownHook.runs(daemon::close);
            daemon.reportTo(System.getenv());
            daemon.reloadFrom(file, hangup);
            new CountDownLatch(1).await();
            return 0;
        } catch (ConfigException mistakes) {
            return told(complain, mistakes, MISCONFIGURED);
        } catch (DeviceException refused) {
            return told(complain, refused, NOT_PERMITTED);
        }
    }

    /** Says what is wrong with a configuration; 0 if nothing is. */
    static int check(Path file, PrintWriter complain) throws IOException {
        try {
            SourceTrust.read(SyncConfigReader.read(file).sources());
            return 0;
        } catch (ConfigException mistakes) {
            return told(complain, mistakes, MISCONFIGURED);
        }
    }

    private static int told(PrintWriter complain, Exception why, int exitCode) {
        complain.println("timeball: " + why.getMessage());
        complain.flush();
        return exitCode;
    }
}
