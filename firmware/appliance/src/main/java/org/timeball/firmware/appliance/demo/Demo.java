package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.timeball.firmware.appliance.daemon.Daemon;
import org.timeball.firmware.appliance.daemon.DaemonException;
import org.timeball.firmware.appliance.daemon.Hardware;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.firmware.sync.service.TimeFloor;
import org.timeball.refclock.simulation.Recording;
import org.timeball.refclock.simulation.SimulatedReceiver;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.TimeballConfig;

/** Both processes of the box on this machine, with simulated hardware: what {@code timeball demo} runs. */
public final class Demo implements AutoCloseable {

    /** From here on the demo says that it serves, even if what it serves is "not synchronised". */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(30);

    /** What a start that is told to end may take to notice. */
    private static final Duration START_PATIENCE = Duration.ofMillis(1_500);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ArrayDeque<Runnable> opened = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);
    private final Thread starter = Thread.currentThread();
    private final DemoOrders orders;
    private final DemoFolder folder;

    /** Empty until it runs. */
    private Optional<Daemon> daemon = Optional.empty();

    private Demo(DemoOrders orders, DemoFolder folder) {
        this.orders = orders;
        this.folder = folder;
    }

    /**
     * Starts everything, or nothing. It can be closed by another thread while it starts.
     *
     * @param orders         what is asked for
     * @param program        name and version
     * @param buildUtcSecond no true time of a simulated receiver is earlier, since the Unix epoch
     * @param webClassPath   where the web process's classes are
     * @param onOpen         learns of the demo before it has started, so that a signal can end it
     * @throws DemoException   if a file or program is in the way
     * @throws DaemonException if an address, device or certificate is
     */
    public static Demo start(
            DemoOrders orders, String program, long buildUtcSecond, String webClassPath, Consumer<Demo> onOpen)
            throws DemoException, DaemonException, InterruptedException {
        var script = Script.of(orders, Instant.now().getEpochSecond(), buildUtcSecond);
        var demo = new Demo(orders, DemoFolder.of(orders));
        onOpen.accept(demo);
        demo.onClose(demo.folder::dispose);
        try {
            demo.open(script, program, webClassPath);
            return demo;
        } catch (Throwable failed) {
            // Errors, too: a library that first loads while the machine shuts down fails in its own ways.
            boolean wasToldToEnd = demo.isClosed();
            demo.close();
            if (wasToldToEnd) {
                throw new InterruptedException("told to end while starting");
            }
            throw failed;
        } finally {
            demo.started.countDown();
        }
    }

    private void open(Script script, String program, String webClassPath)
            throws DemoException, DaemonException, InterruptedException {
        // Before anything is written: the folder may be another demo's.
        onClose(DemoLock.take(folder.path())::close);
        Loopback.requireFree(orders.webPort(), "--web-port");
        DemoCertificates.issue(folder, Instant.now());
        var links = ControlSocketLinks.of(folder);
        // First, because it takes longest to be ready.
        var web = WebProcess.start(webOrders(webClassPath, links.socket()));
        onClose(web::close);
        var board = board(script);
        onClose(board::close);
        var configuration = configuration(DemoConfiguration.text(orders, folder, board.serialPort(), links.socket()));
        var identities = Identities.load(configuration, Instant.now());
        var hardware = Hardware.withPulses(configuration, board.pulses(), board.thermometers());
        var daemon = Daemon.start(program, configuration, identities, hardware, script.floor());
        daemon.readsAgain(folder.configuration());
        this.daemon = Optional.of(daemon);
        onClose(daemon::close);
        links.make();
        onClose(links::remove);
        board.powerUp();
        onClose(web::askToEnd);
        web.awaitReady();
        awaitLock(daemon, board);
    }

    private DemoHardware board(Script script) throws DemoException {
        try {
            return script.recording().isPresent()
                    ? DemoHardware.startingAt(
                            script.recording().get().firstSecond(),
                            script.recording().get(),
                            folder.board())
                    : DemoHardware.ofNow(new SimulatedReceiver(), folder.board());
        } catch (DeviceException | IOException refused) {
            throw new DemoException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private TimeballConfig configuration(String text) throws DemoException {
        try {
            Files.writeString(folder.configuration(), text);
            return ConfigReader.read(folder.configuration());
        } catch (ConfigException | IOException refused) {
            throw new DemoException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private WebProcess.Orders webOrders(String classPath, Path controlSocket) {
        return new WebProcess.Orders(
                classPath,
                "127.0.0.1:" + orders.webPort(),
                controlSocket,
                folder.web().resolve(DemoCertificates.CHAIN),
                folder.web().resolve(DemoCertificates.KEY),
                folder.access());
    }

    /** Until it vouches for its time, or never will: the recording is at its end, or has no fix in it. */
    private void awaitLock(Daemon daemon, DemoHardware board) throws InterruptedException {
        long looks = LOCK_PATIENCE.dividedBy(LOOK_EVERY);
        for (long i = 0; i < looks && daemon.snapshot().state() != ClockState.LOCKED && !board.hasEnded(); i++) {
            if (closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("told to end while starting");
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** What a reader of {@link #readyLine} must know besides: that the time is not vouched for, and why; else empty. */
    public Optional<String> caveat() {
        var status = daemon.orElseThrow().status();
        return status.state().isSynchronised()
                ? Optional.empty()
                : Optional.of("timeball: not synchronised, and every answer says so: " + status.reason());
    }

    /** The line that says where it serves. */
    public String readyLine() {
        return "timeball: ready ntp=127.0.0.1:%d nts-ke=127.0.0.1:%d web=https://127.0.0.1:%d/ ca=%s"
                .formatted(orders.ntpPort(), orders.keyExchangePort(), orders.webPort(), folder.certificateAuthority());
    }

    private synchronized void onClose(Runnable closing) {
        opened.push(closing);
    }

    /** Ends both processes and gives back what was opened; harmless when repeated, and from any thread. */
    @Override
    public void close() {
        closed.countDown();
        if (Thread.currentThread() != starter) {
            endStart();
        }
        closeAll();
    }

    /** What is half open cannot be closed: lets a start under way come to its end first. */
    private void endStart() {
        try {
            if (started.getCount() > 0) {
                starter.interrupt();
                started.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void closeAll() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }

    /**
     * What the demo's receiver says.
     *
     * @param recording what is replayed, or none for the simulated receiver
     * @param floor     of the week-rollover rule: the build's date, or the recording's own
     */
    private record Script(Optional<Recording> recording, TimeFloor floor) {

        private static final long MAX_OCTETS = 64L << 20;

        static Script of(DemoOrders orders, long nowUtcSecond, long buildUtcSecond) throws DemoException {
            if (orders.recording().isEmpty()) {
                return new Script(Optional.empty(), new TimeFloor(buildUtcSecond, true));
            }
            var file = orders.recording().get();
            var recording = Recording.of(read(file), nowUtcSecond);
            if (recording.isEmpty()) {
                throw new DemoException(
                        file + ": holds no message of a receiver; name a recording of NMEA or UBX bytes");
            }
            return new Script(recording, new TimeFloor(recording.get().firstSecond(), false));
        }

        private static byte[] read(Path file) throws DemoException {
            try {
                if (Files.exists(file) && !Files.isRegularFile(file)) {
                    throw new DemoException(file + ": is no file; name a recording of NMEA or UBX bytes");
                }
                if (Files.size(file) > MAX_OCTETS) {
                    throw new DemoException(file + ": is longer than 64 MiB; cut it");
                }
                return Files.readAllBytes(file);
            } catch (NoSuchFileException missing) {
                throw new DemoException(file + ": there is no such recording; correct the path", missing);
            } catch (IOException refused) {
                throw new DemoException(file + ": cannot be read: " + refused.getMessage(), refused);
            }
        }
    }
}
