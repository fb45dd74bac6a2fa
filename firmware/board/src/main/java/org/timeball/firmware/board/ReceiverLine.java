package org.timeball.firmware.board;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.gnss.ReceivedMessage;
import org.timeball.refclock.gnss.ReceiverDecoder;
import org.timeball.refclock.gnss.ReceiverMessage;
import org.timeball.refclock.gnss.setup.SetupAction;
import org.timeball.refclock.gnss.setup.UbloxPort;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.ReceiverBytes;
import org.timeball.refclock.time.SentenceSource;

/**
 * The receiver's line from end to end: finds its port and its rate, has it set up while its bytes already count, and
 * looks for it again when the port vanishes or what comes cannot be understood any more.
 *
 * <p>All of it happens inside {@link #await}, in the thread that reads: a search may keep it there for longer than it
 * was asked to wait, and ends quickly when the line is closed. Nothing is sent to a receiver that has not said who made
 * it, or that the operator did not declare.
 */
public final class ReceiverLine implements SentenceSource {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverLine.class);

    /** A receiver speaks every second; after so long without an understood message something is wrong. */
    private static final long LOST_NANOS = 3_000_000_000L;

    /** After so long without a single octet it may have been moved to another port. */
    private static final long MOVED_NANOS = 60_000_000_000L;

    /** So often the setting up is looked after, however long a wait. */
    private static final long STEP_NANOS = 100_000_000L;

    private static final long PACE_NANOS = 1_000_000_000L;

    private final ReceiverOrders orders;
    private final Supplier<List<Path>> candidates;
    private final LongSupplier monotonicClock;
    private final ReceiverSearch search;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** The ports there were when last looked for; empty while a port is named, or none is being looked for. */
    private Optional<Set<Path>> known = Optional.empty();

    private Optional<Path> lastPath = Optional.empty();
    private List<Integer> lastBauds = List.of();

    private ReceiverDecoder decoder;
    private Optional<ReceiverDialogue> dialogue = Optional.empty();
    private long understoodNanos;
    private long octetsNotUnderstood;
    private long portReopenings;
    private boolean hasBegun;
    private boolean isSetUpDue;

    private volatile Optional<SerialReceiverPort> port;
    private volatile long reopenings;
    private volatile String setUp = "";

    private ReceiverLine(
            ReceiverOrders orders,
            Supplier<List<Path>> candidates,
            LongSupplier rawClock,
            LongSupplier monotonicClock,
            Optional<SerialReceiverPort> port) {
        this.orders = orders;
        this.candidates = candidates;
        this.decoder = new ReceiverDecoder(orders.isUncheckedAllowed());
        this.monotonicClock = monotonicClock;
        this.port = port;
        search = new ReceiverSearch(rawClock, monotonicClock, () -> isClosed() || hasNewPort());
    }

    /**
     * Opens the port that is named; where none is, opens nothing yet, and the first wait begins the search.
     *
     * @param candidates     the ports there are, the likeliest first; asked at every search
     * @param rawClock       the machine's own clock, nanoseconds since the Unix epoch
     * @param monotonicClock nanoseconds, of which only differences count
     * @throws DeviceException if a port is named and cannot be opened
     */
    public static ReceiverLine open(
            ReceiverOrders orders, Supplier<List<Path>> candidates, LongSupplier rawClock, LongSupplier monotonicClock)
            throws DeviceException {
        Optional<SerialReceiverPort> named = orders.port().isPresent()
                ? Optional.of(SerialReceiverPort.open(orders.port().get(), orders.firstBaud(), rawClock))
                : Optional.empty();
        return new ReceiverLine(orders, candidates, rawClock, monotonicClock, named);
    }

    /** The port's path; {@code auto} while it is being looked for. Any thread may ask. */
    @Override
    public String name() {
        return port.map(SerialReceiverPort::name).orElse("auto");
    }

    /** Whether there is a port, and it was there when it was last used; any thread may ask. */
    public boolean isPresent() {
        return port.map(SerialReceiverPort::isPresent).orElse(false);
    }

    /** Bits per second at which the port is read now; 0 while there is none. Any thread may ask. */
    public int baud() {
        return port.map(SerialReceiverPort::baud).orElse(0);
    }

    /** How often the receiver was there again after it had vanished; any thread may ask. */
    public long reopenings() {
        return reopenings;
    }

    /** How setting the receiver up goes or went, for people; empty before it begins. Any thread may ask. */
    public String setUp() {
        return setUp;
    }

    @Override
    public Optional<ReceiverBytes> await(long timeoutNanos) throws DeviceException {
        var open = port.isPresent() ? port.get() : find();
        if (!hasBegun) {
            begin(open);
        }
        var read = read(open, timeoutNanos);
        if (open.reopenings() != portReopenings) {
            portReopenings = open.reopenings();
            reopenings++;
            begin(open);
        }
        if (read.isPresent() && isToBeUnderstood()) {
            octetsNotUnderstood += read.get().bytes().length;
            decoder.accept(read.get().bytes(), this::take);
        }
        if (dialogue.isPresent()) {
            advance(dialogue.get());
        } else {
            lookAfter(open, monotonicClock.getAsLong() - understoodNanos);
        }
        return read;
    }

    /** Whoever awaits reads every message, too; nothing is read twice for longer than it takes to see that all is well. */
    private boolean isToBeUnderstood() {
        return dialogue.isPresent() || isSetUpDue || monotonicClock.getAsLong() - understoodNanos > LOST_NANOS / 3;
    }

    /**
     * Noise says that the rate is another one. Silence says nothing of the rate, so the line stays at the one at which the
     * receiver is most likely to be heard first, unless it may be at another port.
     */
    private void lookAfter(SerialReceiverPort open, long lostNanos) throws DeviceException {
        if (lostNanos > LOST_NANOS && octetsNotUnderstood > 0) {
            listenAnew(open);
        } else if (orders.port().isEmpty()
                && (lostNanos > LOST_NANOS && hasNewPort()
                        || lostNanos > MOVED_NANOS && candidates.get().size() > 1)) {
            forsake(open);
            throw new DeviceException(open.name() + ": silent; the receiver is looked for");
        }
    }

    private Optional<ReceiverBytes> read(SerialReceiverPort open, long timeoutNanos) throws DeviceException {
        try {
            return open.await(dialogue.isPresent() ? Math.min(timeoutNanos, STEP_NANOS) : timeoutNanos);
        } catch (DeviceException gone) {
            dialogue = Optional.empty();
            if (orders.port().isEmpty()) {
                forsake(open);
            }
            throw gone;
        }
    }

    /** Looks for the receiver; first where and as it was heard last, then at ports that are new. */
    private SerialReceiverPort find() throws DeviceException {
        var ports = inOrderOfHope(candidates.get());
        known = Optional.of(Set.copyOf(ports));
        var quick = lastBauds.isEmpty()
                ? new ReceiverSearch.Outcome(Optional.empty(), List.of())
                : search.search(ports, lastBauds);
        var outcome = quick.port().isPresent() || hasNewPort() ? quick : search.search(ports, orders.bauds());
        if (isClosed()) {
            outcome.port().ifPresent(SerialReceiverPort::close);
            throw closed();
        }
        if (outcome.port().isEmpty()) {
            if (!hasNewPort()) {
                pace();
            }
            throw new DeviceException("no receiver was found: "
                    + (ports.isEmpty()
                            ? "there is no serial port; plug it in, or enable the port of the header"
                            : String.join("; ", outcome.findings())));
        }
        return found(outcome.port().get());
    }

    private SerialReceiverPort found(SerialReceiverPort found) {
        port = Optional.of(found);
        if (isClosed()) {
            found.close(); // whoever closed us may have looked before it was there
        }
        reopenings += lastPath.isPresent() ? 1 : 0;
        lastPath = Optional.of(Path.of(found.name()));
        lastBauds = List.of(found.baud());
        LOG.info("event=receiver-found port={} baud={}", found.name(), found.baud());
        return found;
    }

    private List<Path> inOrderOfHope(List<Path> ports) {
        var before = known.orElse(Set.of());
        var hopeful = new ArrayList<Path>();
        lastPath.filter(ports::contains).ifPresent(hopeful::add);
        ports.stream().filter(path -> !before.contains(path)).forEach(hopeful::add);
        hopeful.addAll(ports);
        return hopeful.stream().distinct().toList();
    }

    /** Whether a port has appeared since the receiver was last looked for. */
    private boolean hasNewPort() {
        return known.isPresent() && !known.get().containsAll(candidates.get());
    }

    private void forsake(SerialReceiverPort lost) {
        lost.close();
        port = Optional.empty();
        hasBegun = false;
    }

    /** A receiver that has just been found, or has come back, may be another one, or as it was at its first power-on. */
    private void begin(SerialReceiverPort open) {
        hasBegun = true;
        decoder = new ReceiverDecoder(orders.isUncheckedAllowed());
        understood();
        portReopenings = open.reopenings();
        isSetUpDue = orders.setUp().isPresent();
        setUp = isSetUpDue ? "waiting for its first word" : "off";
        dialogue = Optional.empty();
    }

    private void take(ReceivedMessage received) {
        if (received.message() instanceof ReceiverMessage.Malformed) {
            return;
        }
        understood();
        if (isSetUpDue) {
            isSetUpDue = false;
            dialogue = orders.setUp()
                    .flatMap(wanted -> port.map(open -> new ReceiverDialogue(
                            open, wanted.wishes(ubloxPort(open), open.baud()), monotonicClock.getAsLong())));
            setUp = "in progress";
        }
        dialogue.ifPresent(it -> it.accept(received.message()));
    }

    private void advance(ReceiverDialogue running) throws DeviceException {
        var action = running.advance(monotonicClock.getAsLong());
        if (action instanceof SetupAction.Wait) {
            return;
        }
        setUp = SetupWords.of(action);
        LOG.info("event=receiver-set-up port={} result=\"{}\"", name(), setUp);
        dialogue = Optional.empty();
        understood();
        var bauds = new ArrayList<>(List.of(baud()));
        lastBauds.stream().filter(baud -> baud != baud()).forEach(bauds::add);
        lastBauds = bauds;
    }

    private void understood() {
        understoodNanos = monotonicClock.getAsLong();
        octetsNotUnderstood = 0;
    }

    /** Something comes that is not understood: the receiver speaks at another rate, or it is none. */
    private void listenAnew(SerialReceiverPort open) throws DeviceException {
        understood();
        if (orders.bauds().size() == 1) {
            return;
        }
        String finding = search.listen(open, orders.baudsAfter(open.baud()));
        if (finding.isEmpty()) {
            LOG.info("event=receiver-baud port={} baud={}", open.name(), open.baud());
            lastBauds = List.of(open.baud());
            begin(open);
            return;
        }
        if (orders.port().isEmpty()) {
            forsake(open);
        }
        throw new DeviceException(open.name() + ": " + finding);
    }

    /** A u-blox receiver's own USB appears as a modem; everything else leads to its first serial port. */
    private static UbloxPort ubloxPort(SerialReceiverPort open) {
        Path path = Path.of(open.name());
        try {
            path = path.toRealPath();
        } catch (IOException gone) {
            LOG.debug("event=port-vanished port={} reason=\"{}\"", path, gone.getMessage());
        }
        return path.toString().startsWith("/dev/ttyACM") ? UbloxPort.USB : UbloxPort.UART1;
    }

    private void pace() {
        try {
            closing.await(PACE_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private static DeviceException closed() {
        return new DeviceException("await(receiver): the line was closed");
    }

    /** Returns when the port is free; a search ends within a tenth of a second. */
    @Override
    public void close() {
        closing.countDown();
        port.ifPresent(SerialReceiverPort::close);
    }
}
