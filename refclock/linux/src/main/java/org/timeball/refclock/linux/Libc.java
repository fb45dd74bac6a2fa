package org.timeball.refclock.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.stream.Stream;

/** Finds functions of the C library; the wrappers around them return {@code -errno} as the kernel itself does. */
final class Libc {

    /** Where a call leaves its {@code errno}; one per calling thread at a time. */
    static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();

    /** The machines on which the layouts of this package were compared with the kernel's headers. */
    private static final List<String> MACHINES = List.of("amd64", "aarch64");

    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(groupElement("errno"));

    static {
        String system = System.getProperty("os.name", "");
        String machine = System.getProperty("os.arch", "");
        if (!system.equals("Linux") || !MACHINES.contains(machine)) {
            throw new UnsupportedOperationException("native calls are laid out here for Linux on " + MACHINES
                    + "; this is " + system + " on " + machine);
        }
    }

    private Libc() {}

    /** A function that cannot fail, or that returns its error. */
    static MethodHandle bind(String function, FunctionDescriptor signature, Linker.Option... options) {
        @SuppressWarnings("restricted") // this module is one of the two where native calls are allowed
        MethodHandle handle = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), signature, options);
        return handle;
    }

    /** A function that sets {@code errno}; its handle takes a {@link #CALL_STATE} first. */
    static MethodHandle bindWithErrno(String function, FunctionDescriptor signature, Linker.Option... options) {
        var capture = Linker.Option.captureCallState("errno");
        return bind(
                function,
                signature,
                Stream.concat(Stream.of(options), Stream.of(capture)).toArray(Linker.Option[]::new));
    }

    /** The result of a call, or {@code -errno} where it returned −1; {@code errno} means nothing otherwise. */
    static int resultOf(int returned, MemorySegment callState) {
        return returned == -1 ? -(int) ERRNO.get(callState, 0L) : returned;
    }

    /** A downcall declares {@code Throwable} but has nothing to throw: if it does, the binding is wrong. */
    static AssertionError misbound(Throwable thrown) {
        return new AssertionError("a call into the C library threw", thrown);
    }
}
