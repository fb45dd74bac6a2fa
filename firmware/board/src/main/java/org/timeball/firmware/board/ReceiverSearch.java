package org.timeball.firmware.board;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.timeball.refclock.gnss.setup.BaudSearch;
import org.timeball.refclock.time.DeviceException;

/**
 * Finds the port and the baud rate at which a receiver speaks, by listening; nothing is sent.
 *
 * <p>A silent port takes 5 s, one with noise 2.5 s for each rate. Blocks its thread: give it a platform thread.
 */
public final class ReceiverSearch {

    /** How long one wait on the port lasts at most, so that stopping is quick. */
    private static final long WAIT_NANOS = 100_000_000L;

    private final LongSupplier rawClock;
    private final LongSupplier monotonicClock;
    private final BooleanSupplier isStopped;

    /**
     * What a search came to.
     *
     * @param port     the port found, open and at the right rate, to be closed by whoever asked; empty if none was
     * @param findings for people, one for each port tried: what was heard there, or why it could not be opened
     */
    public record Outcome(Optional<SerialReceiverPort> port, List<String> findings) {
        /** Copies the list. */
        public Outcome {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A search, to be run by {@link #search}.
     *
     * @param rawClock       the machine's own clock, for the port found
     * @param monotonicClock nanoseconds, of which only differences count
     * @param isStopped      ends the search before the next wait
     */
    public ReceiverSearch(LongSupplier rawClock, LongSupplier monotonicClock, BooleanSupplier isStopped) {
        this.rawClock = rawClock;
        this.monotonicClock = monotonicClock;
        this.isStopped = isStopped;
    }

    /**
     * Tries the ports one by one until a receiver is heard.
     *
     * @param ports such as {@link SerialPorts#candidates} gives
     * @param bauds tried at each, in this order
     */
    public Outcome search(List<Path> ports, List<Integer> bauds) {
        var findings = new ArrayList<String>();
        for (Path path : ports) {
            if (isStopped.getAsBoolean()) {
                break;
            }
            try {
                var found = listen(SerialReceiverPort.open(path, bauds.getFirst(), rawClock), bauds, findings);
                if (found.isPresent()) {
                    return new Outcome(found, findings);
                }
            } catch (DeviceException refused) {
                findings.add(String.valueOf(refused.getMessage()));
            }
        }
        return new Outcome(Optional.empty(), findings);
    }

    /** Closes the port unless a receiver was heard there. */
    private Optional<SerialReceiverPort> listen(SerialReceiverPort port, List<Integer> bauds, List<String> findings)
            throws DeviceException {
        boolean isFound = false;
        try {
            String finding = listen(port, bauds);
            isFound = finding.isEmpty();
            findings.add(port.name() + ": " + (isFound ? "a receiver at " + port.baud() + " baud" : finding));
            return isFound ? Optional.of(port) : Optional.empty();
        } finally {
            if (!isFound) {
                port.close();
            }
        }
    }

    /**
     * Listens at an open port, and leaves it at the rate at which a receiver was heard.
     *
     * @param bauds tried in this order
     * @return what was heard instead of a receiver; empty if one was heard
     * @throws DeviceException if the port fails
     */
    String listen(SerialReceiverPort port, List<Integer> bauds) throws DeviceException {
        var search = new BaudSearch(bauds, monotonicClock.getAsLong());
        while (!isStopped.getAsBoolean()) {
            switch (search.next(monotonicClock.getAsLong())) {
                case BaudSearch.Found _ -> {
                    return "";
                }
                case BaudSearch.NotFound(long octets) -> {
                    return octets == 0 ? "silent" : "no receiver in " + octets + " octets heard at " + words(bauds);
                }
                case BaudSearch.Listen(int baud, long _) -> {
                    if (baud != port.baud()) {
                        port.changeBaud(baud);
                    }
                    port.await(WAIT_NANOS).ifPresent(bytes -> search.accept(bytes.bytes()));
                }
            }
        }
        return "the search was stopped";
    }

    private static String words(List<Integer> bauds) {
        return bauds.size() >= BaudSearch.BAUDS.size()
                ? "every baud rate"
                : bauds.stream().map(String::valueOf).collect(Collectors.joining(" and ")) + " baud";
    }
}
