package org.timeball.firmware.board;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.ReceiverBytes;
import org.timeball.refclock.time.SentenceSource;

/**
 * A receiver's serial port: 8 data bits, no parity, 1 stop bit, no flow control.
 *
 * <p>A port that vanishes, as a USB receiver's does when it is pulled out, is closed, reported once by the wait that
 * met it, and opened again by later waits, each of which reports that it is still gone. The path is looked up anew each
 * time, so a link of udev leads to the receiver wherever it comes back.
 *
 * <p>The wait is a blocking native call: give it a platform thread.
 */
public final class SerialReceiverPort implements SentenceSource {

    /** How long one read waits: the terminal driver's unit for it, and the grain of every wait here. */
    private static final int SLICE_MILLIS = 100;

    private static final long REOPEN_NANOS = 1_000_000_000L;

    /** More than a line at 460,800 baud brings in a slice. */
    private static final int BUFFER_OCTETS = 8192;

    private static final int DATA_BITS = 8;

    private final Path path;
    private final LongSupplier rawClock;
    private final byte[] buffer = new byte[BUFFER_OCTETS];

    /**
     * Held during one slice of reading; contended by {@link #close}, which must not free a port in use, and by writers,
     * where they are not the reading thread.
     */
    private final Object slice = new Object();

    private Optional<SerialPort> port;
    private volatile int baud;
    private volatile boolean present = true;
    private volatile long reopenings;
    private volatile boolean closed;

    private SerialReceiverPort(Path path, int baud, LongSupplier rawClock, SerialPort port) {
        this.path = path;
        this.baud = baud;
        this.rawClock = rawClock;
        this.port = Optional.of(port);
    }

    /**
     * Loads the library behind this now, and not with the first port. It has this process ignore SIGHUP and six other
     * signals from then on: whoever heeds one puts that back after this.
     */
    public static void load() {
        SerialPort.getVersion();
    }

    /**
     * Opens a port.
     *
     * @param path     such as {@code /dev/serial0}; links are followed
     * @param baud     bits per second, positive
     * @param rawClock the machine's own clock, nanoseconds since the Unix epoch; read when bytes have come
     * @throws DeviceException if it cannot be opened; names the port and what to do
     */
    public static SerialReceiverPort open(Path path, int baud, LongSupplier rawClock) throws DeviceException {
        return new SerialReceiverPort(path, baud, rawClock, openPort(path, baud));
    }

    @Override
    public String name() {
        return path.toString();
    }

    /** Bits per second, as opened or last changed; any thread may ask. */
    public int baud() {
        return baud;
    }

    /** Whether the port was there when it was last used or looked for; any thread may ask. */
    public boolean isPresent() {
        return present;
    }

    /** How often the port came back after it had vanished; any thread may ask. */
    public long reopenings() {
        return reopenings;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Waits in steps of 100 ms. While the port is gone, waits {@code timeoutNanos} but not more than a second,
     * looks for the port once, and throws if it is not there.
     */
    @Override
    public Optional<ReceiverBytes> await(long timeoutNanos) throws DeviceException {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        do {
            synchronized (slice) {
                var open = opened(Math.min(timeoutNanos, REOPEN_NANOS));
                int octets = open.readBytes(buffer, buffer.length);
                long rawNanos = rawClock.getAsLong();
                if (octets > 0) {
                    return Optional.of(new ReceiverBytes(Arrays.copyOf(buffer, octets), rawNanos));
                }
                // A terminal that was hung up reads as silence, but cannot say how much is waiting.
                if (octets < 0 || open.bytesAvailable() < 0) {
                    abandon(open);
                    throw new DeviceException(
                            "read(" + path + "): the port vanished; it is opened again when it is back");
                }
            }
        } while (System.nanoTime() - deadlineNanos < 0);
        return Optional.empty();
    }

    /**
     * Sends bytes to the receiver. From another thread than the one that reads, waits until that one's present slice of
     * reading is over.
     *
     * @param bytes at least one
     * @throws DeviceException if the port is gone or was closed, or did not take them all
     */
    public void write(byte[] bytes) throws DeviceException {
        synchronized (slice) {
            int taken = present("write").writeBytes(bytes, bytes.length);
            if (taken != bytes.length) {
                throw new DeviceException("write(%s, %d octets): %s; is the receiver still plugged in?"
                        .formatted(path, bytes.length, taken < 0 ? "refused" : "only " + taken + " were taken"));
            }
        }
    }

    /**
     * Goes on at another rate, now and whenever the port comes back. What was written must have left before.
     *
     * @param bitsPerSecond positive
     * @throws DeviceException if the port is gone or was closed, or cannot do this rate
     */
    public void changeBaud(int bitsPerSecond) throws DeviceException {
        synchronized (slice) {
            var open = present("baud");
            if (!open.setBaudRate(bitsPerSecond)) {
                open.setBaudRate(baud);
                throw new DeviceException(
                        "baud(%s, %d): refused; the port stays at %d baud".formatted(path, bitsPerSecond, baud));
            }
            baud = bitsPerSecond;
        }
    }

    private SerialPort present(String call) throws DeviceException {
        return port.orElseThrow(() -> new DeviceException(
                call + "(" + path + "): " + (closed ? "the port was closed" : "the port is gone; it is opened again")));
    }

    /** The open port; one that vanished is given time to come back before it is tried again. */
    private SerialPort opened(long paceNanos) throws DeviceException {
        if (!closed && port.isEmpty()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(slice, paceNanos);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (closed) {
            throw new DeviceException("await(" + path + "): the port was closed");
        }
        if (port.isEmpty()) {
            port = Optional.of(openPort(path, baud));
            reopenings++;
            present = true;
        }
        return port.orElseThrow();
    }

    private void abandon(SerialPort vanished) {
        vanished.closePort();
        port = Optional.empty();
        present = false;
    }

    private static SerialPort openPort(Path path, int baud) throws DeviceException {
        String call = "open(" + path + ", " + baud + " baud 8N1): ";
        if (!Files.exists(path)) {
            throw new DeviceException(call + "no such port; is the receiver plugged in? "
                    + "`ls -l /dev/serial/by-id` lists those on USB, /dev/serial0 is the header of a Pi");
        }
        try {
            var port = SerialPort.getCommPort(path.toString());
            port.setComPortParameters(baud, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SLICE_MILLIS, 0);
            // Only this result counts: the library's error code can be an old one after a success.
            if (port.openPort()) {
                return port;
            }
        } catch (SerialPortInvalidPortException refused) {
            throw new DeviceException(call + refused.getMessage() + "; name a serial port", refused);
        }
        throw new DeviceException(call
                + (Files.isReadable(path) && Files.isWritable(path)
                        ? "refused; is it a serial port, and does no other program (gpsd, a login console) hold it?"
                        : "permission denied; add this user to the group that owns the port, on Debian "
                                + "`usermod -aG dialout USER`"));
    }

    /** Returns when the port is free: within a tenth of a second where another thread waits for bytes. */
    @Override
    public void close() {
        closed = true;
        synchronized (slice) {
            slice.notifyAll();
            port.ifPresent(SerialPort::closePort);
            port = Optional.empty();
            present = false;
        }
    }
}
