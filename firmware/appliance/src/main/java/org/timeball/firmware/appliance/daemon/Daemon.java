package org.timeball.firmware.appliance.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.appliance.daemon.certificates.CertificateService;
import org.timeball.firmware.appliance.daemon.configuration.ConfigurationClerk;
import org.timeball.firmware.appliance.daemon.network.NetworkReport;
import org.timeball.firmware.appliance.daemon.network.NetworkService;
import org.timeball.firmware.appliance.daemon.supervision.Watchdog;
import org.timeball.firmware.appliance.diagnosis.DaemonExamination;
import org.timeball.firmware.appliance.pool.PoolClerk;
import org.timeball.firmware.board.ReceiverLine;
import org.timeball.firmware.sync.service.ClockFile;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.service.Hangup;
import org.timeball.firmware.sync.service.Housekeeping;
import org.timeball.firmware.sync.service.KernelWord;
import org.timeball.firmware.sync.service.NotifySocket;
import org.timeball.firmware.sync.service.RootThread;
import org.timeball.firmware.sync.service.Supervisor;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.refclock.linux.KernelClock;
import org.timeball.refclock.linux.KernelStatus;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.alerts.AlertFacts;
import org.timeball.server.alerts.Finding;
import org.timeball.server.control.Status;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.diagnosis.DaemonFacts;
import org.timeball.server.keyexchange.net.ListenException;
import org.timeball.server.monitoring.AdminDesk;
import org.timeball.server.monitoring.AdminServer;
import org.timeball.server.monitoring.CommandCounts;
import org.timeball.server.monitoring.ControlServer;
import org.timeball.server.monitoring.ControlServerSettings;
import org.timeball.server.monitoring.ControlSocketException;
import org.timeball.server.monitoring.EventJournal;
import org.timeball.server.monitoring.ServerAnswers;
import org.timeball.server.state.AlertCondition;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.TimeballConfig;

/** The running daemon: receiver and pulse on one side, clients on the other, the control socket beside them. */
public final class Daemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** By which a look at the whole box judges: a minute of them. */
    private static final int RECENT_PULSES = 60;

    private static final CommandCounts NO_COMMANDS = new CommandCounts(0, 0);

    /** The small chores come round once a second, and a slow disk holds them up. */
    private static final Duration ERRAND_PATIENCE = Duration.ofSeconds(10);

    private final Closing closing = new Closing();
    private final TimeballConfig configuration;
    private final SecureRandom random = new SecureRandom();
    private final Refclock refclock;
    private final NetworkService network;
    private final StatusReport report;
    private final DaemonVitals vitals;
    private final StorageWatch storage;
    private final CookieKeys keys;
    private final ClockFile clockFile;
    private final EventJournal events;
    private final Errands errands = new Errands(ERRAND_PATIENCE);

    private final NtpService ntp;
    private final KeyExchangeService keyExchange;
    private final HistoryService history;
    private final CertificateWatch certificates;
    private final CertificateService kept;
    private final AlertService alerts;
    private final DaemonExamination examination;

    /** Empty where nobody wants to hear of it. */
    private volatile Optional<Supervisor> supervisor = Optional.empty();

    /** Empty where the configuration has no file. */
    private volatile Optional<Reload> reload = Optional.empty();

    /** Empty where the configuration has no file. */
    private volatile Optional<ConfigurationClerk> configurationClerk = Optional.empty();
    /** From which the configuration was read, if it was one. */
    private volatile Optional<Path> configurationFile = Optional.empty();

    private volatile Optional<Hangup> hangup = Optional.empty();

    /** Empty until everything else runs: the last thing to open, the first that others see. */
    private volatile Optional<ControlServer> control = Optional.empty();

    private Daemon(
            String program, TimeballConfig configuration, Identities identities, Hardware hardware, TimeFloor floor)
            throws StateException, DeviceException, ListenException, ControlSocketException, IOException {
        this.configuration = configuration;
        storage = StorageWatch.of(configuration);
        identities.warnings().forEach(warning -> LOG.warn("event=certificate-warning reason=\"{}\"", warning));
        closing.add(() -> LOG.info("event=ended"));
        // After all that have pins of it.
        closing.add(hardware.header()::close);
        try {
            var state = StateDirectory.open(configuration.stateDirectory());
            events = EventJournal.open(state);
            clockFile = ClockFile.open(state, floor, System.nanoTime());
            // A machine that wakes in 1970 must not date what it makes then; no time is served by this.
            long nowSeconds = Math.max(RawClock.nanos() / NANOS_PER_SECOND, clockFile.floorUtcSecond());
            keys = CookieKeys.open(configuration.keyset(), random, nowSeconds);
            // The receiver first, so that there is a clock to serve.
            refclock = Refclock.start(configuration, hardware, clockFile, closing);
            closing.add(() -> clockFile.save(refclock.clock().memory()));
            network = NetworkService.start(
                    configuration.sources(), state, clockRight(), refclock.clock(), refclock.loop()::offer, closing);
            // It would take the processor from the first second's requests; those of the clock come first of all.
            KeyExchangeService.rehearse(identities, NtpService.warmUpTime(configuration));
            var exchanges = new NtsExchanges(keys.jar(), random, configuration.nts());
            ntp = NtpService.start(configuration, this::snapshot, exchanges, closing);
            keyExchange = KeyExchangeService.start(configuration, identities, keys.jar(), closing);
            history = HistoryService.start(state, refclock, ntp, keyExchange, closing);
            report = new StatusReport(program, System.nanoTime(), refclock, network, ntp, keyExchange, this::commands);
            vitals = new DaemonVitals(refclock, ntp, keyExchange, this::status);
            certificates = new CertificateWatch(keyExchange.shown(), this::today);
            kept = CertificateService.start(configuration, state, this::snapshot, certificates::hurry, closing);
            alerts = AlertService.start(
                    configuration.alerts(), state, this::alertFacts, this::utcNanos, events::add, closing);
            examination = DaemonExamination.of(new DaemonExamination.Sight(
                    configuration, () -> configurationFile, this::daemonFacts, kept::report, vitals::ntpAddresses));
            control = Optional.of(openControlSocket());
            openAdminSocket();
            startHousekeeping();
            Panel.start(configuration.board(), hardware.header(), this::status, closing);
        } catch (StateException
                | DeviceException
                | ListenException
                | ControlSocketException
                | IOException
                | RuntimeException refused) {
            closing.close();
            hardware.close();
            throw refused;
        }
    }

    /**
     * Starts everything, or nothing.
     *
     * @param program        name and version, for the status
     * @param configuration  what the operator decided
     * @param identities     what its key-exchange listeners show
     * @param hardware       what it is plugged into; closed with the daemon, also when it cannot start
     * @param floor          no true time is earlier
     * @throws DaemonException if a file, address or device is in the way; says which and what to do
     */
    public static Daemon start(
            String program, TimeballConfig configuration, Identities identities, Hardware hardware, TimeFloor floor)
            throws DaemonException {
        try {
            return new Daemon(program, configuration, identities, hardware, floor);
        } catch (StateException | DeviceException | ListenException | ControlSocketException | IOException refused) {
            throw new DaemonException(refused);
        }
    }

    /** What it knows about time now; for any thread. */
    public ClockSnapshot snapshot() {
        return refclock.clock().snapshot();
    }

    /** How it is now; for any thread. */
    public Status status() {
        return report.at(RawClock.nanos(), System.nanoTime())
                .alarmed(Stream.of(
                                NetworkReport.alarms(refclock.clock().report()),
                                storage.alarms(),
                                keys.alarms(),
                                events.alarms(),
                                history.alarms(),
                                keyExchange.alarms(),
                                kept.alarms(),
                                alerts.alarms(),
                                ntp.alarms())
                        .flatMap(List::stream)
                        .toList());
    }

    /** What alerts are decided by: of the alarms those that the status does not tell apart. */
    private AlertFacts alertFacts() {
        var more = Stream.of(
                        found(
                                AlertCondition.SOURCES_DISAGREE,
                                NetworkReport.alarms(refclock.clock().report())),
                        found(AlertCondition.STORAGE, storage.alarms()),
                        found(AlertCondition.STORAGE, keys.alarms()),
                        found(AlertCondition.STORAGE, events.alarms()),
                        found(AlertCondition.STORAGE, history.alarms()),
                        found(AlertCondition.SERVICE, keyExchange.alarms()),
                        found(AlertCondition.SERVICE, ntp.alarms()))
                .flatMap(Function.identity())
                .toList();
        return new AlertFacts(report.at(RawClock.nanos(), System.nanoTime()), kept.report(), more);
    }

    private static Stream<Finding> found(AlertCondition condition, List<String> alarms) {
        return alarms.stream().map(alarm -> new Finding(condition, "", alarm));
    }

    /**
     * Keeps the service manager that started this process informed, if one did.
     *
     * @param environment variables of the process, in which a manager names itself
     */
    public void reportTo(Map<String, String> environment) {
        NotifySocket.of(environment, ProcessHandle.current().pid()).ifPresent(socket -> {
            var watchdog = new Watchdog(vitals, System::nanoTime);
            var started = new Supervisor(socket, vitals::line, watchdog::complaint);
            supervisor = Optional.of(started);
            RootThread.start("supervisor", started);
            closing.add(started::close);
        });
    }

    /**
     * Has the configuration read again at each SIGHUP: what can change while the daemon runs does.
     *
     * @param file   where it was read from
     * @param heeded the signal
     */
    public void reloadFrom(Path file, Hangup heeded) {
        var reader = reader(file);
        hangup = Optional.of(heeded);
        heeded.does(() -> {
            supervisor.ifPresent(Supervisor::reloading);
            reader.ask();
        });
    }

    /**
     * Has the configuration read again when that is asked for on the admin socket.
     *
     * @param file where it was read from
     */
    public void readsAgain(Path file) {
        reload = Optional.of(reader(file));
    }

    private Reload reader(Path file) {
        var reader = new Reload(
                file,
                configuration,
                this::today,
                new Reload.Reloaded(network::adopt, ntp, keyExchange, certificates, alerts::adopt));
        reload = Optional.of(reader);
        try {
            configurationClerk = Optional.of(ConfigurationClerk.open(
                    file,
                    StateDirectory.open(configuration.stateDirectory()),
                    new ConfigurationClerk.Taking(reader::running, reader::check, reader::run),
                    this::utcNanos));
        } catch (StateException refused) {
            LOG.error("event=configuration-not-written reason=\"{}\"", refused.getMessage());
        }
        configurationFile = Optional.of(file);
        return reader;
    }

    private ConfigurationReport configurationReport() {
        return configurationClerk.map(ConfigurationClerk::report).orElse(ConfigurationReport.NONE);
    }

    /** Whether the dates of certificates can be judged by the machine's clock as it stands. */
    private BooleanSupplier clockRight() throws DeviceException {
        boolean wasRight = KernelStatus.read().isSynchronised();
        boolean isSteered = configuration.clock().steer();
        return () -> wasRight || isSteered && snapshot().state().isSynchronised();
    }

    /** What a look at the whole box needs of it. */
    private DaemonFacts daemonFacts() {
        var delay = refclock.clock().receiver().report().delay();
        boolean isKnown = delay.bursts() > 0;
        return new DaemonFacts(
                status(),
                report.pulses(RECENT_PULSES),
                report.clients(1).remembered(),
                refclock.hardware().receiver().map(ReceiverLine::baud).orElse(0),
                refclock.receiver().report().rolloverWeeks(),
                isKnown ? delay.medianSeconds() : Double.NaN,
                isKnown ? delay.deviationSeconds() : Double.NaN);
    }

    private CommandCounts commands() {
        return control.map(ControlServer::counts).orElse(NO_COMMANDS);
    }

    private ControlServer openControlSocket() throws ControlSocketException {
        var settings = ControlServerSettings.ofService(configuration.controlSocket());
        var answers = new ServerAnswers(
                this::status,
                report::pulses,
                report::clients,
                events::last,
                history::report,
                kept::report,
                this::configurationReport,
                alerts::report,
                examination::report);
        var server = ControlServer.open(settings, answers);
        closing.add(server::close);
        return server;
    }

    private void openAdminSocket() throws ControlSocketException {
        var clerk = new PoolClerk(keyExchange.pools(), configuration, this::status, this::today);
        var acts = new AdminActs(
                errands,
                () -> reload,
                () -> configurationClerk,
                keys,
                kept,
                random,
                clerk,
                alerts,
                () -> utcNanos() / NANOS_PER_SECOND);
        var desk = new AdminDesk(acts, events, this::utcNanos);
        var server = AdminServer.open(configuration.controlSocket(), configuration.adminSocketGroup(), desk);
        closing.add(server::close);
    }

    /** What is held to be UTC, vouched for or not. */
    private long utcNanos() {
        return snapshot().utcNanos(RawClock.nanos());
    }

    private void startHousekeeping() {
        var chores = new ArrayList<Runnable>();
        chores.add(() -> report.sampleRates(System.nanoTime()));
        chores.add(refclock.temperatures());
        chores.add(network::advise);
        chores.add(errands);
        chores.add(this::rotateKeys);
        chores.add(() -> keys.saveIfUnsaved(System.nanoTime()));
        chores.add(() -> storage.lookIfDue(System.nanoTime()));
        chores.add(() -> certificates.lookIfDue(System.nanoTime()));
        chores.add(() -> keyExchange.openIfDue(System.nanoTime()));
        chores.add(() -> keyExchange.pools().lookIfDue(System.nanoTime(), utcNanos(), events::add));
        chores.add(() -> ntp.stampSources().lookIfDue(System.nanoTime()));
        chores.add(() -> refclock.leapFiles().lookIfDue(System.nanoTime()));
        chores.add(() -> clockFile.saveIfDue(refclock.clock().memory(), System.nanoTime()));
        if (refclock.hardware().clock() instanceof KernelClock kernel) {
            chores.add(new KernelWord(kernel, this::snapshot));
        }
        chores.add(() -> hangup.ifPresent(Hangup::keep));
        chores.add(
                () -> reload.filter(Reload::runIfAsked).flatMap(_ -> supervisor).ifPresent(Supervisor::reloaded));
        var housekeeping = new Housekeeping(chores);
        RootThread.start("housekeeping", housekeeping);
        closing.add(housekeeping::close);
    }

    private void rotateKeys() {
        var now = snapshot();
        if (now.state().isSynchronised()) {
            keys.rotateIfDue(now.utcNanos(RawClock.nanos()) / NANOS_PER_SECOND);
        }
    }

    /** For judging dates by, in warnings alone: nothing is vouched for. */
    private Instant today() {
        return Instant.ofEpochSecond(Math.max(RawClock.nanos() / NANOS_PER_SECOND, clockFile.floorUtcSecond()));
    }

    /** Ends it: sockets first, then the clock; harmless when repeated. */
    @Override
    public void close() {
        closing.close();
    }
}
