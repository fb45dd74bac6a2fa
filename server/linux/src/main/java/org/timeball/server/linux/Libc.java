package org.timeball.server.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * The socket calls of the C library; each returns its result or {@code -errno}, as the kernel itself does.
 *
 * <p>It repeats a few lines of the reference clock's own: a shared way to bind functions would have to be public, and
 * then any module could make native calls.
 */
final class Libc {

    /** How a device is opened that is only asked: O_RDONLY, O_CLOEXEC (asm-generic/fcntl.h). */
    static final int READ_ONLY = 0x80000;

    /** Where a call leaves its {@code errno}; one per calling thread at a time. */
    static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();

    private static final List<String> MACHINES = List.of("amd64", "aarch64");
    private static final Linker LINKER = linuxLinker();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(groupElement("errno"));

    private static final MethodHandle SOCKET = bind("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETSOCKOPT = bind("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKOPT = bind("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle BIND = bind("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = bind("getsockname", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle RECVMMSG = bind("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SENDMMSG = bind("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle SHUTDOWN = bind("shutdown", JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = bind("close", JAVA_INT);
    private static final MethodHandle SIGACTION = bind("sigaction", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle IOCTL =
            bindVariadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle OPEN = bindVariadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    private Libc() {}

    static int socket(MemorySegment state, int family, int type) {
        try {
            return result((int) SOCKET.invokeExact(state, family, type, 0), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    static int setsockopt(MemorySegment state, int descriptor, int level, int option, MemorySegment value) {
        try {
            int octets = (int) value.byteSize();
            return result((int) SETSOCKOPT.invokeExact(state, descriptor, level, option, value, octets), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    /** @param octets how long {@code value} is; overwritten by how much of it was filled in */
    static int getsockopt(
            MemorySegment state, int descriptor, int level, int option, MemorySegment value, MemorySegment octets) {
        try {
            return result((int) GETSOCKOPT.invokeExact(state, descriptor, level, option, value, octets), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    static int bind(MemorySegment state, int descriptor, MemorySegment address) {
        try {
            return result((int) BIND.invokeExact(state, descriptor, address, (int) address.byteSize()), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    static int getsockname(MemorySegment state, int descriptor, MemorySegment address, MemorySegment octets) {
        try {
            return result((int) GETSOCKNAME.invokeExact(state, descriptor, address, octets), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    /** Blocks as the socket's SO_RCVTIMEO says; the call's own time-out is checked between datagrams only. */
    static int recvmmsg(MemorySegment state, int descriptor, MemorySegment headers, int count, int flags) {
        try {
            return result(
                    (int) RECVMMSG.invokeExact(state, descriptor, headers, count, flags, MemorySegment.NULL), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    static int sendmmsg(MemorySegment state, int descriptor, MemorySegment headers, int count, int flags) {
        try {
            return result((int) SENDMMSG.invokeExact(state, descriptor, headers, count, flags), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    static int shutdown(MemorySegment state, int descriptor, int how) {
        try {
            return result((int) SHUTDOWN.invokeExact(state, descriptor, how), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    static int close(MemorySegment state, int descriptor) {
        try {
            return result((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    static int sigaction(MemorySegment state, int signal, MemorySegment wanted, MemorySegment found) {
        try {
            return result((int) SIGACTION.invokeExact(state, signal, wanted, found), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    static int ioctl(MemorySegment state, int descriptor, long request, MemorySegment argument) {
        try {
            return result((int) IOCTL.invokeExact(state, descriptor, request, argument), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    /** A descriptor, or {@code -errno}. */
    static int open(MemorySegment state, MemorySegment path, int flags) {
        try {
            return result((int) OPEN.invokeExact(state, path, flags), state);
        } catch (Throwable thrown) {
            throw misbound(thrown);
        }
    }

    private static int result(int returned, MemorySegment state) {
        return returned == -1 ? -(int) ERRNO.get(state, 0L) : returned;
    }

    /** All of these return an int and set {@code errno}; their handles take a {@link #CALL_STATE} first. */
    private static MethodHandle bind(String function, MemoryLayout... arguments) {
        @SuppressWarnings("restricted") // this module is one of the two where native calls are allowed
        MethodHandle handle = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(function),
                FunctionDescriptor.of(JAVA_INT, arguments),
                Linker.Option.captureCallState("errno"));
        return handle;
    }

    /** Its third argument is variadic in C, which matters to the calling convention, also where there is none. */
    private static MethodHandle bindVariadic(String function, FunctionDescriptor descriptor) {
        @SuppressWarnings("restricted") // as above
        MethodHandle handle = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(function),
                descriptor,
                Linker.Option.firstVariadicArg(2),
                Linker.Option.captureCallState("errno"));
        return handle;
    }

    /** The linker, on the machines where the layouts of this package were compared with the kernel's headers. */
    private static Linker linuxLinker() {
        String system = System.getProperty("os.name", "");
        String machine = System.getProperty("os.arch", "");
        if (!system.equals("Linux") || !MACHINES.contains(machine)) {
            throw new UnsupportedOperationException("native calls are laid out here for Linux on " + MACHINES
                    + "; this is " + system + " on " + machine);
        }
        return Linker.nativeLinker();
    }

    /** A downcall declares {@code Throwable} but has nothing to throw: if it does, the binding is wrong. */
    private static AssertionError misbound(Throwable thrown) {
        return new AssertionError("a call into the C library threw", thrown);
    }
}
