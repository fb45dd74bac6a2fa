package org.timeball.refclock.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.timeball.refclock.time.DeviceException;

/**
 * A serial line without a wire: what is written here is read from {@link #slavePath}, by anybody who opens it as a
 * port. A simulated receiver sits at this end.
 *
 * <p>It has no modem lines, so no pulse. Its baud rate slows nothing, but can be read, so that a simulated receiver can
 * speak noise to a port that is set to another rate than its own. Safe in any thread.
 */
public final class PseudoTerminal implements AutoCloseable {

    private static final int TCSANOW = 0;

    /** {@code struct termios} of glibc takes 60 octets; what is in it is between cfmakeraw(3) and the kernel. */
    private static final long TERMIOS_OCTETS = 64;

    /** {@code struct termios2} of asm-generic/termbits.h: four flag words, line and 19 characters, two speeds. */
    private static final long TERMIOS2_OCTETS = 44;

    private static final long OUTPUT_SPEED = 40;

    /** {@code _IOR('T', 0x2A, struct termios2)}; at this end it tells of the other. */
    private static final long TCGETS2 = 2L << 30 | TERMIOS2_OCTETS << 16 | 'T' << 8 | 0x2a;

    private static final long NAME_OCTETS = 64;
    private static final int CHUNK_OCTETS = 1024;

    private static final FunctionDescriptor OF_INT = FunctionDescriptor.of(JAVA_INT, JAVA_INT);

    private static final MethodHandle POSIX_OPENPT = Libc.bindWithErrno("posix_openpt", OF_INT);
    private static final MethodHandle GRANTPT = Libc.bindWithErrno("grantpt", OF_INT);
    private static final MethodHandle UNLOCKPT = Libc.bindWithErrno("unlockpt", OF_INT);
    private static final MethodHandle PTSNAME_R =
            Libc.bind("ptsname_r", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle TCGETATTR =
            Libc.bindWithErrno("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CFMAKERAW = Libc.bind("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle TCSETATTR =
            Libc.bindWithErrno("tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

    private final DeviceFile master;
    private final Path slavePath;
    private final MemorySegment chunk = Arena.ofAuto().allocate(CHUNK_OCTETS);
    private long droppedOctets;
    private boolean closed;

    private PseudoTerminal(DeviceFile master, Path slavePath) {
        this.master = master;
        this.slavePath = slavePath;
    }

    /**
     * Makes a new one in raw mode: eight bits, no echo, no translation.
     *
     * @throws DeviceException if the system has none left
     */
    public static PseudoTerminal open() throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.CALL_STATE);
            int flags = DeviceFile.O_RDWR | DeviceFile.O_NOCTTY | DeviceFile.O_NONBLOCK | DeviceFile.O_CLOEXEC;
            int descriptor = check("posix_openpt", Libc.resultOf((int) POSIX_OPENPT.invokeExact(state, flags), state));
            var master = new DeviceFile(descriptor);
            try {
                return new PseudoTerminal(master, prepare(descriptor, arena, state));
            } catch (DeviceException refused) {
                master.close();
                throw refused;
            }
        } catch (DeviceException refused) {
            throw refused;
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
    }

    /** Unlocks the other end, sets the line to raw, and finds out what the other end is called. */
    private static Path prepare(int descriptor, Arena arena, MemorySegment state) throws Throwable {
        check("grantpt", Libc.resultOf((int) GRANTPT.invokeExact(state, descriptor), state));
        check("unlockpt", Libc.resultOf((int) UNLOCKPT.invokeExact(state, descriptor), state));
        MemorySegment termios = arena.allocate(TERMIOS_OCTETS, Long.BYTES);
        check("tcgetattr", Libc.resultOf((int) TCGETATTR.invokeExact(state, descriptor, termios), state));
        CFMAKERAW.invokeExact(termios);
        check("tcsetattr", Libc.resultOf((int) TCSETATTR.invokeExact(state, descriptor, TCSANOW, termios), state));
        MemorySegment name = arena.allocate(NAME_OCTETS);
        check("ptsname_r", -(int) PTSNAME_R.invokeExact(descriptor, name, NAME_OCTETS));
        return Path.of(name.getString(0));
    }

    private static int check(String call, int result) throws DeviceException {
        if (result < 0) {
            throw new Errno(-result).failureOf(call + "(pseudo-terminal)", "is /dev/pts mounted?");
        }
        return result;
    }

    /** The end to be opened as a serial port, such as {@code /dev/pts/3}; it goes when this is closed. */
    public Path slavePath() {
        return slavePath;
    }

    /**
     * Sends bytes to whoever reads the other end; never waits. What does not fit because nobody reads is lost, as on
     * a wire, and counted.
     *
     * @return how many were taken
     * @throws DeviceException if this is closed or the kernel refuses
     */
    public synchronized int write(byte[] bytes) throws DeviceException {
        if (closed) {
            throw new DeviceException("write(" + slavePath + "): the pseudo-terminal was closed");
        }
        int written = 0;
        while (written < bytes.length) {
            int octets = Math.min(CHUNK_OCTETS, bytes.length - written);
            MemorySegment.copy(bytes, written, chunk, ValueLayout.JAVA_BYTE, 0, octets);
            int result = master.write(chunk, octets);
            if (result == -Errno.EAGAIN || result == 0) {
                droppedOctets += bytes.length - written;
                break;
            }
            written += check("write", result);
        }
        return written;
    }

    /**
     * Takes what the port at the other end has sent; never waits.
     *
     * @return as much as was there, often nothing; nothing, too, while nobody has the other end open
     * @throws DeviceException if this is closed
     */
    public synchronized byte[] read() throws DeviceException {
        if (closed) {
            throw new DeviceException("read(" + slavePath + "): the pseudo-terminal was closed");
        }
        var heard = new ByteArrayOutputStream();
        for (int octets = master.read(chunk, CHUNK_OCTETS); octets > 0; octets = master.read(chunk, CHUNK_OCTETS)) {
            heard.writeBytes(chunk.asSlice(0, octets).toArray(ValueLayout.JAVA_BYTE));
        }
        return heard.toByteArray();
    }

    /**
     * The rate to which the port at the other end is set, bits per second; as the kernel sets it at first, 38,400.
     *
     * @throws DeviceException if this is closed or the kernel refuses
     */
    public synchronized int baud() throws DeviceException {
        if (closed) {
            throw new DeviceException("baud(" + slavePath + "): the pseudo-terminal was closed");
        }
        check("ioctl(TCGETS2)", master.ioctl(TCGETS2, chunk));
        return chunk.get(JAVA_INT, OUTPUT_SPEED);
    }

    /** How many octets found no reader since this was made. */
    public synchronized long droppedOctets() {
        return droppedOctets;
    }

    /** Hangs up: readers of the other end see its end, and its path is gone. Harmless when repeated. */
    @Override
    public synchronized void close() {
        closed = true;
        master.close();
    }
}
