package org.timeball.firmware.sync.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.sync.service.ClockFile;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.service.Hangup;
import org.timeball.firmware.sync.service.Housekeeping;
import org.timeball.firmware.sync.service.KernelWord;
import org.timeball.firmware.sync.service.MachineClock;
import org.timeball.firmware.sync.service.NotifySocket;
import org.timeball.firmware.sync.service.RootThread;
import org.timeball.firmware.sync.service.Supervisor;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.firmware.sync.source.SourceAccess;
import org.timeball.firmware.sync.source.SourceTrust;
import org.timeball.firmware.sync.source.Sources;
import org.timeball.refclock.discipline.network.clock.NetworkClock;
import org.timeball.refclock.linux.KernelClock;
import org.timeball.refclock.linux.KernelStatus;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.SystemClock;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.SyncStatus;
import org.timeball.server.monitoring.ControlServer;
import org.timeball.server.monitoring.ControlServerSettings;
import org.timeball.server.monitoring.ControlSocketException;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/** The running daemon: sources that are asked, the clock that follows them, and whoever wants to know how it is. */
final class SyncDaemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyncDaemon.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Three ticks in a row may be late. */
    private static final long OLDEST_TICK_NANOS = 12 * ClockLoop.TICK_NANOS;

    private final Closing closing = new Closing();
    private final SyncConfig config;
    private final SavedTime savedTime;
    private final ClockFile clockFile;
    private final NetworkClock clock;
    private final ClockLoop loop;
    private final Sources sources;
    private final SyncReport report;
    private final SourceAccess access;
    private volatile Optional<Supervisor> supervisor = Optional.empty();
    private volatile Optional<SyncReload> reload = Optional.empty();

    private SyncDaemon(SyncConfig config, TimeFloor floor)
            throws IOException, StateException, DeviceException, ControlSocketException {
        this.config = config;
        closing.add(() -> LOG.info("event=ended"));
        boolean wasRight = KernelStatus.read().isSynchronised();
        var trust = SourceTrust.read(config.sources());
        var state = StateDirectory.open(config.stateDirectory());
        savedTime = SavedTime.open(state, floor);
        clockFile = ClockFile.open(state, floor, System.nanoTime());
        var machine = MachineClock.open(config.isSteered());
        setForward(machine);
        clock = new NetworkClock(Decided.of(config), clockFile.remembered(), machine, new SyncLog());
        loop = new ClockLoop(clock, this::advise);
        sources = new Sources(loop);
        report = new SyncReport(config.isSteered(), clock, sources::facts, sources::pools, System.nanoTime());
        access = new SourceAccess(state, trust, () -> isClockRight(wasRight));
        try {
            RootThread.start("clock", loop);
            closing.add(this::save);
            closing.add(loop::close);
            openControlSocket();
            startHousekeeping(machine);
            sources.ask(config.sources(), access);
            closing.add(sources::close);
        } catch (ControlSocketException | RuntimeException refused) {
            closing.close();
            throw refused;
        }
    }

    /**
     * Starts everything, or nothing.
     *
     * @param floor no true time is earlier
     * @throws IOException            if a file that the configuration names for trust cannot be read
     * @throws StateException         if the state directory cannot be used
     * @throws DeviceException        if the clock is to be steered and may not be
     * @throws ControlSocketException if another daemon answers at the control socket
     */
    static SyncDaemon start(SyncConfig config, TimeFloor floor)
            throws IOException, StateException, DeviceException, ControlSocketException {
        return new SyncDaemon(config, floor);
    }

    /** A machine without a clock of its own begins in 1970: it is set to a time that is over for sure, and waits there. */
    private void setForward(SystemClock machine) throws DeviceException {
        long behindNanos = savedTime.floorUtcSecond() * NANOS_PER_SECOND - machine.rawNanos();
        if (behindNanos > 0) {
            machine.step(behindNanos);
            LOG.warn(
                    "event=set-forward bySeconds={} steered={} reason=\"the clock stood before a time that is over\"",
                    behindNanos / NANOS_PER_SECOND,
                    config.isSteered());
        }
    }

    private void advise(int pollLog2) {
        sources.advise(pollLog2);
    }

    /** Whether the dates of certificates can be judged by the machine's clock as it stands. */
    private boolean isClockRight(boolean wasRight) {
        return wasRight || config.isSteered() && clock.snapshot().state().isSynchronised();
    }

    /** How it is now; for any thread. */
    SyncStatus status() {
        return report.at(RawClock.nanos(), System.nanoTime());
    }

    private void openControlSocket() throws ControlSocketException {
        var server = ControlServer.open(ControlServerSettings.ofOpenService(config.controlSocket()), this::answer);
        closing.add(server::close);
    }

    private ControlReply answer(ControlRequest request) {
        return switch (request) {
            case ControlRequest.CurrentStatus() -> new ControlReply.OfSync(status());
            case ControlRequest.Follow() -> new ControlReply.OfSync(status());
            case ControlRequest.RecentPulses(int _) -> new ControlReply.Refused("this daemon has no pulses");
            case ControlRequest.Events(int _) -> new ControlReply.Refused("this daemon keeps no event log");
            case ControlRequest.History _ -> new ControlReply.Refused("this daemon keeps no history");
            case ControlRequest.Clients(int _) -> new ControlReply.Refused("this daemon serves nobody");
            case ControlRequest.Certificates() -> new ControlReply.Refused("this daemon has no certificates");
            case ControlRequest.Configuration() -> new ControlReply.Refused("this daemon's file is changed by hand");
            case ControlRequest.Alerts() -> new ControlReply.Refused("this daemon tells nobody of trouble");
            case ControlRequest.Diagnosis _ ->
                new ControlReply.Refused("this daemon serves nobody: timeball status says how it is");
        };
    }

    private void startHousekeeping(SystemClock machine) {
        var mark = new SynchronisedMark(config.controlSocket().resolveSibling(SynchronisedMark.NAME));
        closing.add(mark::remove);
        var chores = new ArrayList<Runnable>();
        if (machine instanceof KernelClock kernel) {
            chores.add(new KernelWord(kernel, clock::snapshot));
        }
        chores.add(() -> mark.leaveIf(clock.snapshot().state().isSynchronised()));
        chores.add(() -> savedTime.saveIfDue(vouchedFor(), System.nanoTime()));
        chores.add(() -> clockFile.saveIfDue(loop.memory(), System.nanoTime()));
        chores.add(() ->
                reload.filter(SyncReload::runIfAsked).flatMap(_ -> supervisor).ifPresent(Supervisor::reloaded));
        // So that it sees when the state changes, whether or not anybody asks.
        chores.add(this::status);
        var housekeeping = new Housekeeping(chores);
        RootThread.start("housekeeping", housekeeping);
        closing.add(housekeeping::close);
    }

    /** The second that it is, where it is vouched for and this machine's clock shows it. */
    private OptionalLong vouchedFor() {
        var now = clock.snapshot();
        long rawNanos = RawClock.nanos();
        return now.state().isSynchronised() && now.holdsAt(rawNanos, System.nanoTime())
                ? OptionalLong.of(Math.floorDiv(now.utcNanos(rawNanos), NANOS_PER_SECOND))
                : OptionalLong.empty();
    }

    private void save() {
        savedTime.save(vouchedFor());
        clockFile.save(loop.memory());
    }

    /**
     * Keeps the service manager that started this process informed, if one did.
     *
     * @param environment variables of the process, in which a manager names itself
     */
    void reportTo(Map<String, String> environment) {
        NotifySocket.of(environment, ProcessHandle.current().pid()).ifPresent(socket -> {
            var started = new Supervisor(socket, this::line, this::complaint);
            supervisor = Optional.of(started);
            RootThread.start("supervisor", started);
            closing.add(started::close);
        });
    }

    /**
     * Has the configuration read again at each SIGHUP: who is asked changes at once.
     *
     * @param file   where it was read from
     * @param heeded the signal
     */
    void reloadFrom(Path file, Hangup heeded) {
        var reader = new SyncReload(
                file,
                config,
                (wanted, trust) -> sources.ask(wanted, new SourceAccess(access.state(), trust, access.isClockRight())));
        reload = Optional.of(reader);
        heeded.does(() -> {
            supervisor.ifPresent(Supervisor::reloading);
            reader.ask();
        });
    }

    /** In one line for people. */
    private String line() {
        var now = status();
        return now.state().words() + ": " + now.reason();
    }

    private Optional<String> complaint() {
        boolean isTicking = System.nanoTime() - loop.tickNanos() <= OLDEST_TICK_NANOS;
        return isTicking ? Optional.empty() : Optional.of("the clock does not tick");
    }

    /** Ends it: sources first, so that their cookies are kept, then the clock; harmless when repeated. */
    @Override
    public void close() {
        closing.close();
    }
}
