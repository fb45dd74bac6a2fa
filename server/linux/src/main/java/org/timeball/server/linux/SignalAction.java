package org.timeball.server.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.timeball.refclock.linux.Errno;
import org.timeball.refclock.time.DeviceException;

/**
 * What this process does at a signal, as it was when this was made, to be put back where a library has changed it.
 *
 * <p>Java cannot do that itself: it takes a signal that is ignored for one that whoever started it wants to have ignored.
 * The structure is kept as it came and never looked into. Used by one thread at a time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sigaction.2.html">sigaction(2)</a>
 */
public final class SignalAction {

    /** The terminal is gone; by custom, read the configuration again. */
    public static final int SIGHUP = 1;

    /** More than {@code struct sigaction} takes on any machine (152 octets with glibc on 64 bits). */
    private static final long OCTETS = 512;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment callState = arena.allocate(Libc.CALL_STATE);
    private final MemorySegment kept = arena.allocate(OCTETS, Long.BYTES);
    private final int signal;

    private SignalAction(int signal) {
        this.signal = signal;
    }

    /**
     * That of a signal as it is now.
     *
     * @param signal its number
     * @throws DeviceException if there is no such signal
     */
    public static SignalAction of(int signal) throws DeviceException {
        var action = new SignalAction(signal);
        action.call(MemorySegment.NULL, action.kept);
        return action;
    }

    /**
     * That of a signal of which nobody has said anything: most end the process.
     *
     * @param signal its number
     */
    public static SignalAction byDefault(int signal) {
        // SIG_DFL is 0, and so are no flags and an empty mask.
        return new SignalAction(signal);
    }

    /**
     * Puts it back.
     *
     * @throws DeviceException if the kernel refuses, which it does for no signal that {@link #of} takes
     */
    public void restore() throws DeviceException {
        call(kept, MemorySegment.NULL);
    }

    private void call(MemorySegment wanted, MemorySegment found) throws DeviceException {
        int result = Libc.sigaction(callState, signal, wanted, found);
        if (result < 0) {
            throw new Errno(-result).failureOf("sigaction(" + signal + ')', "");
        }
    }
}
