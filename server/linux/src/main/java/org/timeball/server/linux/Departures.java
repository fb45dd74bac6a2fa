package org.timeball.server.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * When replies left: the kernel's own transmit stamps of those for which one was asked.
 *
 * <p>The kernel numbers the datagrams that ask, and puts their stamps into the socket's error queue. Here the number is
 * turned back into the ticket that was given with the reply. On most devices the stamp is there when the send returns.
 * Belongs to the thread of its {@link UdpBatch}, and allocates nothing after it was made.
 *
 * @see <a href="https://docs.kernel.org/networking/timestamping.html">Timestamping, docs.kernel.org</a>
 */
public final class Departures {

    /** How many stamps one call can bring. */
    static final int CAPACITY = 64;

    /** How many stamps can be awaited; a power of two. */
    private static final int AWAITED = 256;

    /** No stamp is asked for. */
    public static final int NO_TICKET = -1;

    private static final long HEADER_OCTETS = SocketAbi.MMSGHDR.byteSize();
    private static final long CONTROL = SocketAbi.MMSGHDR.byteOffset(groupElement("control"));
    private static final long CONTROL_LENGTH = SocketAbi.MMSGHDR.byteOffset(groupElement("controllen"));

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment headers = arena.allocate(CAPACITY * HEADER_OCTETS, Long.BYTES);
    private final MemorySegment control = arena.allocate((long) CAPACITY * ControlMessages.OCTETS, Long.BYTES);
    private final MemorySegment callState = arena.allocate(Libc.CALL_STATE);
    private final MemorySegment unnumbered;
    private final MemorySegment numbered;

    /** The tickets of the last replies that asked, by the low bits of their numbers. */
    private final int[] awaited = new int[AWAITED];

    private long asked;
    private long answered;

    private final int[] tickets = new int[CAPACITY];
    private final long[] nanos = new long[CAPACITY];
    private final boolean[] byCard = new boolean[CAPACITY];

    /** @param stamps what the socket asks for */
    Departures(int stamps) {
        numbered = arena.allocateFrom(JAVA_INT, stamps);
        unnumbered = arena.allocateFrom(JAVA_INT, SocketAbi.unnumbered(stamps));
        for (int i = 0; i < CAPACITY; i++) {
            headers.set(JAVA_LONG, i * HEADER_OCTETS + CONTROL, control.address() + controlAt(i));
        }
    }

    /** Whether stamps have been asked for that have not come. */
    public boolean isAwaiting() {
        return asked != answered;
    }

    /** The ticket given with the reply of which this is the stamp. */
    public int ticket(int index) {
        return tickets[Objects.checkIndex(index, CAPACITY)];
    }

    /** When it was handed to the device by the machine's own clock, or left by the card's: see {@link #isByCard}. */
    public long nanos(int index) {
        return nanos[Objects.checkIndex(index, CAPACITY)];
    }

    /** Whether it is the card's clock that says so, nanoseconds from whatever it counts from. */
    public boolean isByCard(int index) {
        return byCard[Objects.checkIndex(index, CAPACITY)];
    }

    /** A datagram that asked was taken by the kernel. */
    void noteAsked(int ticket) {
        awaited[(int) (asked & AWAITED - 1)] = ticket;
        asked++;
    }

    /** One that asked was refused, and whether the kernel has counted it is not known: both begin anew. */
    void noteRefused(int descriptor) {
        while (takeFrom(descriptor) > 0) {
            // What came before is given up.
        }
        Libc.setsockopt(callState, descriptor, SocketAbi.SOL_SOCKET, SocketAbi.SO_TIMESTAMPING, unnumbered);
        Libc.setsockopt(callState, descriptor, SocketAbi.SOL_SOCKET, SocketAbi.SO_TIMESTAMPING, numbered);
        asked = 0;
        answered = 0;
    }

    /** Takes what has come; how many stamps of awaited replies that is, 0 to {@value #CAPACITY}. Never waits. */
    int takeFrom(int descriptor) {
        for (int i = 0; i < CAPACITY; i++) {
            headers.set(JAVA_LONG, i * HEADER_OCTETS + CONTROL_LENGTH, ControlMessages.OCTETS);
        }
        int came = Libc.recvmmsg(
                callState, descriptor, headers, CAPACITY, SocketAbi.MSG_ERRQUEUE | SocketAbi.MSG_DONTWAIT);
        if (came <= 0) {
            answered = asked; // what does not come now is not waited for, or each round would ask in vain
            return 0;
        }
        int count = 0;
        for (int i = 0; i < came; i++) {
            long octets = headers.get(JAVA_LONG, i * HEADER_OCTETS + CONTROL_LENGTH);
            long number = ControlMessages.departureNumber(control, controlAt(i), octets);
            long cardNanos = ControlMessages.cardNanos(control, controlAt(i), octets);
            boolean isByCard = cardNanos != ControlMessages.NO_STAMP;
            long stampNanos = isByCard ? cardNanos : ControlMessages.stampNanos(control, controlAt(i), octets);
            // How many were asked after it, in the 32 bits in which the kernel counts.
            long since = asked - 1 - number & 0xffff_ffffL;
            if (number >= 0 && stampNanos != ControlMessages.NO_STAMP && since < AWAITED) {
                tickets[count] = awaited[(int) (number & AWAITED - 1)];
                nanos[count] = stampNanos;
                byCard[count] = isByCard;
                answered = Math.max(answered, asked - since);
                count++;
            }
        }
        return count;
    }

    private static long controlAt(int index) {
        return (long) index * ControlMessages.OCTETS;
    }
}
