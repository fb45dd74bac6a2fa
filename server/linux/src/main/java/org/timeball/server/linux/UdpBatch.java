package org.timeball.server.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.timeball.refclock.linux.Errno;
import org.timeball.refclock.linux.RawClock;

/**
 * Room for a batch of datagrams, allocated once: the kernel writes requests into it, replies are written over them.
 *
 * <p>The datagram {@code index}, 0 to one less than {@link #received}, lies in a slot of {@value #SLOT_OCTETS} octets
 * at {@link #offset} in {@link #packets}. All of it is valid until the next receive. Belongs to one thread.
 */
public final class UdpBatch {

    /** How many datagrams one call can bring. */
    public static final int CAPACITY = 64;

    /** How long a datagram can be; more than any that crosses an Ethernet in one piece. */
    public static final int SLOT_OCTETS = 2048;

    /**
     * What is sent over IPv4 in one piece, marked "don't fragment": with its headers 1,280 octets, for which any path of
     * today is wide enough. The kernel need not number such a packet, which is one in ten of its instructions for it, and
     * nobody can slip in a fragment of his own. Only a longer one may be cut into pieces.
     */
    static final int WHOLE_OCTETS = 1_252;

    private static final int NAME_OCTETS = 32;
    private static final long HEADER_OCTETS = SocketAbi.MMSGHDR.byteSize();
    private static final long IOVEC_OCTETS = SocketAbi.IOVEC.byteSize();

    private static final long NAME = headerField("name");
    private static final long NAME_LENGTH = headerField("namelen");
    private static final long IOV = headerField("iov");
    private static final long IOV_LENGTH = headerField("iovlen");
    private static final long CONTROL = headerField("control");
    private static final long CONTROL_LENGTH = headerField("controllen");
    private static final long LENGTH = headerField("len");
    private static final long IOVEC_LENGTH = SocketAbi.IOVEC.byteOffset(groupElement("len"));

    // An automatic arena: these point at each other, and a closed socket must not pull them from under its loop.
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment packets = arena.allocate((long) CAPACITY * SLOT_OCTETS, Long.BYTES);
    private final MemorySegment names = arena.allocate((long) CAPACITY * NAME_OCTETS, Long.BYTES);
    private final MemorySegment control = arena.allocate(2L * CAPACITY * ControlMessages.OCTETS, Long.BYTES);
    private final MemorySegment requestVectors = arena.allocate(CAPACITY * IOVEC_OCTETS, Long.BYTES);
    private final MemorySegment replyVectors = arena.allocate(CAPACITY * IOVEC_OCTETS, Long.BYTES);
    private final MemorySegment requests = arena.allocate(CAPACITY * HEADER_OCTETS, Long.BYTES);
    private final MemorySegment replies = arena.allocate(CAPACITY * HEADER_OCTETS, Long.BYTES);
    private final MemorySegment callState = arena.allocate(Libc.CALL_STATE);
    private final MemorySegment inPieces = arena.allocateFrom(JAVA_INT, SocketAbi.IN_PIECES);
    private final MemorySegment inOnePiece = arena.allocateFrom(JAVA_INT, SocketAbi.IN_ONE_PIECE);

    private final Departures departures;
    private final boolean asksCards;
    private final int[] replyTickets = new int[CAPACITY];
    private final long[] receiveRawNanos = new long[CAPACITY];
    private final boolean[] stampedByKernel = new boolean[CAPACITY];
    private final long[] cardNanos = new long[CAPACITY];
    private int received;
    private int queued;
    private boolean mayBeInPieces;
    private final QueueLosses losses = new QueueLosses();

    /** For sockets that ask for the kernel's own stamps. */
    public UdpBatch() {
        this(StampWish.KERNEL);
    }

    /**
     * Allocates some 180 KiB outside the heap, which go when this is no longer reachable.
     *
     * @param wish the socket's, which this is used with
     */
    public UdpBatch(StampWish wish) {
        departures = new Departures(wish.stamps());
        asksCards = wish == StampWish.CARD;
        for (int i = 0; i < CAPACITY; i++) {
            long vector = i * IOVEC_OCTETS;
            requestVectors.set(JAVA_LONG, vector, packets.address() + offset(i));
            requestVectors.set(JAVA_LONG, vector + IOVEC_LENGTH, SLOT_OCTETS);
            long header = i * HEADER_OCTETS;
            requests.set(JAVA_LONG, header + NAME, names.address() + nameAt(i));
            requests.set(JAVA_LONG, header + IOV, requestVectors.address() + vector);
            requests.set(JAVA_LONG, header + IOV_LENGTH, 1);
            requests.set(JAVA_LONG, header + CONTROL, control.address() + controlAt(i));
            replies.set(JAVA_LONG, header + IOV, replyVectors.address() + vector);
            replies.set(JAVA_LONG, header + IOV_LENGTH, 1);
        }
        forgetRequests(CAPACITY);
    }

    /** How many datagrams the last receive brought. */
    public int received() {
        return received;
    }

    /**
     * Datagrams that found the socket's queue full and were lost, as of the end of the last flood, or less than a
     * second ago. For any thread; counts one socket, the one this batch is used with.
     */
    public long overflows() {
        return losses.count();
    }

    /** The memory in which all slots lie. */
    public MemorySegment packets() {
        return packets;
    }

    /** Where a datagram's first octet is in {@link #packets}. */
    public int offset(int index) {
        return index * SLOT_OCTETS;
    }

    /** A datagram's length as it came, in octets; more than {@value #SLOT_OCTETS} when its end was cut off. */
    public int length(int index) {
        return requests.get(JAVA_INT, header(index) + LENGTH);
    }

    /** Whether the datagram was longer than its slot and lost its end. */
    public boolean isTruncated(int index) {
        return length(index) > SLOT_OCTETS;
    }

    /** The machine's own clock when the kernel took the datagram in, nanoseconds since the Unix epoch. */
    public long receiveRawNanos(int index) {
        return receiveRawNanos[checked(index)];
    }

    /** Whether that stamp is the kernel's; else it was taken when the datagram was handed to us. */
    public boolean isStampedByKernel(int index) {
        return stampedByKernel[checked(index)];
    }

    /** Whether the card stamped it, too. */
    public boolean isStampedByCard(int index) {
        return cardNanos[checked(index)] != ControlMessages.NO_STAMP;
    }

    /** When it came by the card's clock, nanoseconds from whatever that counts from; only where there is such a stamp. */
    public long receiveCardNanos(int index) {
        return cardNanos[checked(index)];
    }

    /** Whether the sender's address is an IPv6 one. */
    public boolean isIpv6(int index) {
        return SocketAddress.isIpv6(names, nameAt(checked(index)));
    }

    /** The sender's port, 0 to 65535; a reply to port 0 cannot be sent. */
    public int sourcePort(int index) {
        return SocketAddress.port(names, nameAt(checked(index)));
    }

    /** The upper 64 bits of the sender's address; 0 for IPv4. */
    public long sourceHigh(int index) {
        return SocketAddress.high(names, nameAt(checked(index)));
    }

    /** The lower 64 bits of the sender's address; IPv4 in its place in IPv6, {@code ::ffff:a.b.c.d}. */
    public long sourceLow(int index) {
        return SocketAddress.low(names, nameAt(checked(index)));
    }

    /** Makes it a datagram from port 0, to which nothing can be sent; for tests. */
    void forgeSourcePort(int index) {
        SocketAddress.clearPort(names, nameAt(checked(index)));
    }

    /** The sender as Java has it, for people to read; allocates. */
    public InetSocketAddress source(int index) {
        return SocketAddress.decode(names, nameAt(checked(index)));
    }

    /** The transmit stamps of the replies that ask for one. */
    public Departures departures() {
        return departures;
    }

    /**
     * Whether the datagram says that it comes from the very address and port to which it was sent: the answer would be
     * one to ourselves.
     *
     * @param local where the socket listens
     */
    public boolean isFromItsDestination(int index, InetSocketAddress local) {
        if (sourcePort(index) != local.getPort()) {
            return false; // all but always
        }
        if (!local.getAddress().isAnyLocalAddress()) {
            return source(index).getAddress().equals(local.getAddress());
        }
        return ControlMessages.isSentTo(
                control,
                controlAt(index),
                requests.get(JAVA_LONG, header(index) + CONTROL_LENGTH),
                sourceHigh(index),
                sourceLow(index));
    }

    /** Whether the datagram was sent to a group or to everybody on a link, not to us alone. */
    public boolean isSentToMany(int index) {
        return ControlMessages.isSentToMany(
                control, controlAt(index), requests.get(JAVA_LONG, header(index) + CONTROL_LENGTH));
    }

    /** Queues a reply whose transmit stamp nobody wants to know. */
    public void reply(int index, int octets) {
        reply(index, octets, Departures.NO_TICKET);
    }

    /**
     * Queues what now lies in a slot to go back to the sender, from the address it had asked.
     *
     * @param index  the request that is answered, once
     * @param octets the reply's length, 1 to {@value #SLOT_OCTETS}
     * @param ticket under which {@link #departures} will say when it left, or {@link Departures#NO_TICKET}
     */
    public void reply(int index, int octets, int ticket) {
        Objects.checkFromToIndex(1, octets, SLOT_OCTETS + 1);
        long vector = queued * IOVEC_OCTETS;
        replyVectors.set(JAVA_LONG, vector, packets.address() + offset(checked(index)));
        replyVectors.set(JAVA_LONG, vector + IOVEC_LENGTH, octets);
        long request = header(index);
        long reply = queued * HEADER_OCTETS;
        long replyControl = controlAt(CAPACITY + queued);
        int controlOctets = ControlMessages.encodeReplySource(
                control, controlAt(index), requests.get(JAVA_LONG, request + CONTROL_LENGTH), replyControl);
        if (ticket != Departures.NO_TICKET) {
            controlOctets += ControlMessages.encodeStampWish(control, replyControl + controlOctets, asksCards);
        }
        replyTickets[queued] = ticket;
        mayBeInPieces |= octets > WHOLE_OCTETS && !isIpv6(index);
        replies.set(JAVA_LONG, reply + NAME, names.address() + nameAt(index));
        replies.set(JAVA_INT, reply + NAME_LENGTH, requests.get(JAVA_INT, request + NAME_LENGTH));
        replies.set(JAVA_LONG, reply + CONTROL, controlOctets == 0 ? 0 : control.address() + replyControl);
        replies.set(JAVA_LONG, reply + CONTROL_LENGTH, controlOctets);
        queued++;
    }

    /** How many replies wait to be sent. */
    public int queued() {
        return queued;
    }

    /** Fills the batch: how many datagrams came, or {@code -errno}. */
    int receiveFrom(int descriptor) {
        forgetRequests(received);
        queued = 0;
        int result = Libc.recvmmsg(
                callState, descriptor, requests, CAPACITY, SocketAbi.MSG_WAITFORONE | SocketAbi.MSG_TRUNC);
        received = Math.max(0, result);
        for (int i = 0; i < received; i++) {
            long octets = requests.get(JAVA_LONG, header(i) + CONTROL_LENGTH);
            long stampNanos = ControlMessages.stampNanos(control, controlAt(i), octets);
            cardNanos[i] =
                    asksCards ? ControlMessages.cardNanos(control, controlAt(i), octets) : ControlMessages.NO_STAMP;
            stampedByKernel[i] = stampNanos != ControlMessages.NO_STAMP;
            receiveRawNanos[i] = stampedByKernel[i] ? stampNanos : RawClock.nanos();
        }
        losses.look(descriptor, received == CAPACITY);
        return result;
    }

    /**
     * Hands the queue to the kernel and empties it. What the kernel will not take now is dropped, for a client asks
     * again and a late reply is worth less than none.
     *
     * @return how many replies were taken
     */
    int sendTo(int descriptor) {
        if (mayBeInPieces) {
            setPieces(descriptor, inPieces);
        }
        int sent = handOver(descriptor);
        if (mayBeInPieces) {
            setPieces(descriptor, inOnePiece);
            mayBeInPieces = false;
        }
        queued = 0;
        return sent;
    }

    private int handOver(int descriptor) {
        int sent = 0;
        int at = 0;
        while (at < queued) {
            int result = Libc.sendmmsg(
                    callState,
                    descriptor,
                    at == 0 ? replies : replies.asSlice(at * HEADER_OCTETS),
                    queued - at,
                    SocketAbi.MSG_DONTWAIT);
            for (int i = at; i < at + result; i++) {
                if (replyTickets[i] != Departures.NO_TICKET) {
                    departures.noteAsked(replyTickets[i]);
                }
            }
            if (result <= 0 && replyTickets[at] != Departures.NO_TICKET) {
                departures.noteRefused(descriptor);
            }
            sent += Math.max(0, result);
            if (result == -Errno.EMSGSIZE && !mayBeInPieces) {
                mayBeInPieces = true; // so narrow an interface
                setPieces(descriptor, inPieces);
            } else {
                // The call ends early at a reply that fails and says why only when that is the first: step over it.
                at += result > 0 ? result : 1;
            }
        }
        return sent;
    }

    private void setPieces(int descriptor, MemorySegment choice) {
        Libc.setsockopt(callState, descriptor, SocketAbi.SOL_IP, SocketAbi.IP_MTU_DISCOVER, choice);
    }

    /** The kernel overwrites the sizes of what it filled in; they are set back before the next receive. */
    private void forgetRequests(int count) {
        for (int i = 0; i < count; i++) {
            long header = i * HEADER_OCTETS;
            requests.set(JAVA_INT, header + NAME_LENGTH, NAME_OCTETS);
            requests.set(JAVA_LONG, header + CONTROL_LENGTH, ControlMessages.OCTETS);
        }
    }

    private int checked(int index) {
        return Objects.checkIndex(index, received);
    }

    private long header(int index) {
        return checked(index) * HEADER_OCTETS;
    }

    private static long nameAt(int index) {
        return (long) index * NAME_OCTETS;
    }

    private static long controlAt(int index) {
        return (long) index * ControlMessages.OCTETS;
    }

    private static long headerField(String name) {
        return SocketAbi.MMSGHDR.byteOffset(groupElement(name));
    }
}
