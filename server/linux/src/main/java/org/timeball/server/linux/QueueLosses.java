package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * How many datagrams found a socket's queue full and were lost: the kernel's own count, asked for when it can have changed.
 *
 * <p>The kernel would tell it with every datagram as well ({@code SO_RXQ_OVFL}), and from the first loss on that is what each
 * one costs more. One thread looks, any may {@link #count}; allocates nothing after it was made.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 */
final class QueueLosses {

    /** In a flood that does not end, one look in so many batches: a few a second. */
    private static final int BATCHES = 1_024;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment numbers = arena.allocate(JAVA_INT, SocketAbi.MEMINFO_NUMBERS);
    private final MemorySegment octets = arena.allocate(JAVA_INT);
    private final MemorySegment callState = arena.allocate(Libc.CALL_STATE);

    private int fullInARow;
    private int kernelCount;
    private volatile long count;

    /** Since this was made. */
    long count() {
        return count;
    }

    /**
     * Asks the kernel, if need be.
     *
     * @param isFull whether the batch just received was full: a queue that overflowed fills the batches after it
     */
    void look(int descriptor, boolean isFull) {
        if (isFull && fullInARow < BATCHES) {
            fullInARow++;
        } else if (fullInARow > 0) {
            fullInARow = 0;
            ask(descriptor);
        }
    }

    /** The kernel's count has 32 bits and comes around. */
    private void ask(int descriptor) {
        octets.set(JAVA_INT, 0, (int) numbers.byteSize());
        int result =
                Libc.getsockopt(callState, descriptor, SocketAbi.SOL_SOCKET, SocketAbi.SO_MEMINFO, numbers, octets);
        if (result < 0) {
            return; // a kernel that does not tell: before 4.12
        }
        int now = numbers.getAtIndex(JAVA_INT, SocketAbi.MEMINFO_DROPS);
        if (now != kernelCount) {
            count += Integer.toUnsignedLong(now - kernelCount); // one thread writes
            kernelCount = now;
        }
    }
}
