package org.timeball.refclock.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** An open file descriptor; not safe in two threads at once, its owner sees to that. */
final class DeviceFile implements AutoCloseable {

    // asm-generic/fcntl.h; O_NOCTTY keeps a terminal from becoming ours to be hung up by.
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_NOCTTY = 0x100;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    private static final MethodHandle OPEN = Libc.bindWithErrno(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = Libc.bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL = Libc.bindWithErrno(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle WRITE =
            Libc.bindWithErrno("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private static final MethodHandle READ =
            Libc.bindWithErrno("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private final int descriptor;
    private final MemorySegment callState = Arena.ofAuto().allocate(Libc.CALL_STATE);
    private boolean closed;

    /** Takes ownership of an open descriptor. */
    DeviceFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /** A new descriptor for {@code path}, or {@code -errno}. */
    static int open(Path path, int flags) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.CALL_STATE);
            MemorySegment name = arena.allocateFrom(path.toString());
            return Libc.resultOf((int) OPEN.invokeExact(state, name, flags | O_CLOEXEC), state);
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
    }

    /** Asks the driver; blocks for as long as it does. A result of 0 or more, or {@code -errno}. */
    int ioctl(long request, MemorySegment argument) {
        try {
            return Libc.resultOf((int) IOCTL.invokeExact(callState, descriptor, request, argument), callState);
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
    }

    /** Writes the first octets of {@code bytes}: how many were taken, or {@code -errno}. */
    int write(MemorySegment bytes, long octets) {
        try {
            return Libc.resultOf((int) (long) WRITE.invokeExact(callState, descriptor, bytes, octets), callState);
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
    }

    /** Reads at most {@code octets} into {@code bytes}: how many came, 0 at the end, or {@code -errno}. */
    int read(MemorySegment bytes, long octets) {
        try {
            return Libc.resultOf((int) (long) READ.invokeExact(callState, descriptor, bytes, octets), callState);
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
    }

    /** Harmless when repeated; the kernel may give the number to somebody else, so it is never used again. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor); // Linux frees the descriptor whatever it says
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
    }
}
