package org.timeball.refclock.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.timeball.refclock.time.DeviceException;

/**
 * Why the kernel refused, in the kernel's own words.
 *
 * @param number a positive error number, the same on x86_64 and aarch64 (asm-generic/errno.h)
 */
public record Errno(int number) {

    /** Not permitted: a capability is missing. */
    public static final int EPERM = 1;
    /** No such file. */
    public static final int ENOENT = 2;
    /** A signal came first; to be tried again. */
    public static final int EINTR = 4;
    /** Nothing there now. */
    public static final int EAGAIN = 11;
    /** File permissions, or a privileged port. */
    public static final int EACCES = 13;
    /** Not that kind of device. */
    public static final int ENOTTY = 25;
    /** Too long to be sent in one piece. */
    public static final int EMSGSIZE = 90;
    /** Somebody else has the port. */
    public static final int EADDRINUSE = 98;
    /** The address is not ours. */
    public static final int EADDRNOTAVAIL = 99;
    /** The time ran out. */
    public static final int ETIMEDOUT = 110;

    /** Long enough for any name or text of glibc; they end in a zero byte well before. */
    private static final long TEXT_OCTETS = 256;

    // Unlike strerror(3), these two return constants: safe in any thread, the same in any locale.
    private static final MethodHandle NAME = Libc.bind("strerrorname_np", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final MethodHandle TEXT = Libc.bind("strerrordesc_np", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    /** The symbol, such as {@code EPERM}; {@code errno 4711} for a number that has none. */
    public String symbol() {
        String symbol = constant(NAME, number);
        return symbol.isEmpty() ? "errno " + number : symbol;
    }

    /** The symbol and the sentence that explains it: {@code EPERM (Operation not permitted)}. */
    @Override
    public String toString() {
        String text = constant(TEXT, number);
        return text.isEmpty() ? symbol() : symbol() + " (" + text + ')';
    }

    /**
     * The exception that reports a failed call.
     *
     * @param call   the operation and its operands with their units, such as {@code clock_adjtime(freq=+500 ppb)}
     * @param remedy what to do about it, or an empty string where nobody knows
     */
    public DeviceException failureOf(String call, String remedy) {
        return new DeviceException(call + ": " + this + (remedy.isEmpty() ? "" : "; " + remedy));
    }

    private static String constant(MethodHandle function, int number) {
        try {
            var text = (MemorySegment) function.invokeExact(number);
            if (text.equals(MemorySegment.NULL)) {
                return "";
            }
            @SuppressWarnings("restricted") // a constant of the C library, ended by a zero byte
            MemorySegment readable = text.reinterpret(TEXT_OCTETS);
            return readable.getString(0);
        } catch (Throwable thrown) {
            throw Libc.misbound(thrown);
        }
    }
}
