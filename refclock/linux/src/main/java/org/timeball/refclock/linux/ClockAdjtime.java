package org.timeball.refclock.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import org.timeball.refclock.time.DeviceException;

/** The call {@code clock_adjtime(2)}: {@link #read} for anybody, all else for who may steer. */
final class ClockAdjtime {

    private static final int CLOCK_REALTIME = 0;

    private static final MethodHandle CLOCK_ADJTIME =
            Libc.bindWithErrno("clock_adjtime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

    /** Puts an encoded request before a kernel: the real one, or one that a test looks at. */
    interface Steering {

        /**
         * @param timex    a request that {@link Timex} encoded
         * @param operands the same for people, with units
         */
        void apply(MemorySegment timex, String operands) throws DeviceException;
    }

    private ClockAdjtime() {}

    /** Fills in the present state; whatever the structure asked for is erased first. */
    static void read(MemorySegment timex) throws DeviceException {
        Timex.encodeRead(timex);
        call(timex, "modes=0");
    }

    /** The real kernel. */
    static Steering steering(MaySteer permission) {
        Objects.requireNonNull(permission);
        return ClockAdjtime::call;
    }

    private static void call(MemorySegment timex, String operands) throws DeviceException {
        int result;
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.CALL_STATE);
            result = Libc.resultOf((int) CLOCK_ADJTIME.invokeExact(state, CLOCK_REALTIME, timex), state);
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
        if (result < 0) {
            throw new Errno(-result)
                    .failureOf("clock_adjtime(" + operands + ')', result == -Errno.EPERM ? "grant CAP_SYS_TIME" : "");
        }
    }
}
