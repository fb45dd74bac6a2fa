package org.timeball.server.ntp.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.Departures;
import org.timeball.server.linux.UdpBatch;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Arrival;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.stamps.CardTime;
import org.timeball.server.protocol.NtsServerExchange;

/**
 * Receives requests in batches, has each answered where it lies, and sends each reply at once: one socket, one
 * responder, one platform thread, which the root starts. It ends when the socket is closed.
 *
 * <p>Replies are sent singly, for a reply's transmit time is as old as the replies queued behind it take to make, and a
 * client sees half of that as offset. Only when so many requests wait that they come faster than they are answered, replies
 * of one length are sent {@value #GROUP} at a time; each is then stamped for its place in the group.
 *
 * <p>In steady state a datagram allocates nothing. Any thread may take the {@link #statistics}.
 */
public final class UdpLoop implements Runnable {

    /** How many replies are sent at once under load. */
    static final int GROUP = 8;

    /** So many requests at once are load. */
    private static final int LOAD = UdpBatch.CAPACITY / 2;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private final UdpSocket socket;
    private final Responder responder;
    private final InetSocketAddress local;
    private final boolean hearsGroups;
    private final UdpBatch batch;
    private final Supplier<CardTime> cards;
    private final Arrival arrival = new Arrival();

    /** What the next round is to begin with. */
    private final AtomicReference<Optional<Consumer<Responder>>> changes = new AtomicReference<>(Optional.empty());

    /** How many replies wait for each other now, and how long each of them is. */
    private int group = 1;

    private int queuedOctets;

    // Written by the loop's thread alone, and only for what is rare, or costs a card's stamp in any case.
    private volatile long unanswerable;
    private volatile long unsent;
    private volatile long unstamped;
    private volatile long receivedByCard;
    private volatile long sentByCard;

    // Written by the loop's thread alone, once a round, and without a fence: whoever looks comes again in a second.
    private final long[] rounds = new long[1];

    /**
     * Opens nothing.
     *
     * @param socket    to serve; whoever opened it closes it
     * @param responder belongs to this loop's thread from now on
     */
    public UdpLoop(UdpSocket socket, Responder responder) {
        this(socket, responder, () -> CardTime.UNKNOWN);
    }

    /**
     * The same where network cards stamp, too.
     *
     * @param cards what their stamps mean now
     */
    public UdpLoop(UdpSocket socket, Responder responder, Supplier<CardTime> cards) {
        this.socket = socket;
        this.batch = new UdpBatch(socket.wish());
        this.cards = cards;
        this.local = socket.localAddress();
        this.hearsGroups = local.getAddress().isAnyLocalAddress(); // the socket of one address gets its own alone
        this.responder = responder;
    }

    /**
     * What befell datagrams outside the responder's judgement.
     *
     * @param unanswerable came from port 0, to which nothing can be sent, or from ourselves, or was sent to a group or to
     *     everybody (RFC 5905 §9.2); the responder never saw them
     * @param unsent       replies the kernel did not take: no route, a firewall, a full queue
     * @param unstamped    requests that came without the kernel's stamp and got ours, some microseconds late
     * @param receivedByCard requests whose arrival a network card stamped, and was believed
     * @param sentByCard   replies of which a card said when they left, and was believed
     * @param overflows    datagrams that the kernel lost because this loop did not keep up
     */
    public record Statistics(
            long unanswerable, long unsent, long unstamped, long receivedByCard, long sentByCard, long overflows) {}

    /** Has whoever asks from now on let in as a policy says, and as often; for any thread. See {@link Responder#adopt}. */
    public void adopt(NtpPolicy policy) {
        change(responder -> responder.adopt(policy));
    }

    /** Has another exchange answer under NTS, which belongs to this loop's thread from now on; for any thread. */
    public void adopt(NtsServerExchange exchange) {
        change(responder -> responder.adopt(exchange));
    }

    /** Behind those that are still to come. */
    private void change(Consumer<Responder> next) {
        changes.updateAndGet(
                before -> Optional.of(before.map(first -> first.andThen(next)).orElse(next)));
    }

    /** Where it serves. */
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /** How often it has looked for datagrams: at least four times a second, or its thread hangs. */
    public long rounds() {
        return (long) SLOT.getOpaque(rounds, 0);
    }

    /** The counts since this was made. */
    public Statistics statistics() {
        return new Statistics(unanswerable, unsent, unstamped, receivedByCard, sentByCard, batch.overflows());
    }

    /**
     * Serves until the socket is closed.
     *
     * @throws IllegalStateException if the kernel refuses to receive, with its words as the cause; for the thread's
     *     root to log
     */
    @Override
    public void run() {
        try {
            while (!socket.isClosed()) {
                serveBatch();
            }
        } catch (DeviceException failure) {
            throw new IllegalStateException("no more requests are received: " + failure.getMessage(), failure);
        }
    }

    /** One round: waits a little, answers what came, and says how many datagrams that was. */
    int serveBatch() throws DeviceException {
        SLOT.setOpaque(rounds, 0, rounds[0] + 1);
        int received = socket.receive(batch);
        if (received > 0) {
            takeDepartures();
        }
        if (changes.getOpaque().isPresent()) {
            changes.getAndSet(Optional.empty()).ifPresent(change -> change.accept(responder));
        }
        long nowNanos = System.nanoTime();
        for (int i = 0; i < received; i++) {
            if (batch.queued() == 0) {
                // A group that would not be full left sooner than its stamps say.
                group = received >= LOAD && received - i >= GROUP ? GROUP : 1;
            }
            if (!batch.isStampedByKernel(i)) {
                unstamped++;
            }
            if (batch.sourcePort(i) == 0
                    || batch.isFromItsDestination(i, local)
                    || hearsGroups && batch.isSentToMany(i)) {
                unanswerable++;
            } else {
                answer(i, nowNanos);
            }
        }
        send();
        return received;
    }

    private void answer(int index, long nowNanos) {
        arrival.at(receiveRawNanos(index), nowNanos)
                .from(batch.sourceHigh(index), batch.sourceLow(index), batch.isIpv6(index))
                .inGroup(group == 1 ? Arrival.ALONE : batch.queued());
        int octets = responder.respond(
                batch.packets(), batch.offset(index), batch.length(index), UdpBatch.SLOT_OCTETS, arrival);
        if (octets > 0) {
            if (octets != queuedOctets) {
                send(); // what another length takes to make is not what the stamps of these reckon with
                queuedOctets = octets;
            }
            // "None" is the same number on both sides.
            batch.reply(index, octets, responder.ticket());
            if (batch.queued() >= group) {
                send();
            }
        }
    }

    /** By the card where it is believed, else by the kernel. */
    private long receiveRawNanos(int index) {
        long kernelNanos = batch.receiveRawNanos(index);
        if (!batch.isStampedByCard(index)) {
            return kernelNanos;
        }
        long arrivedNanos = cards.get().arrival(batch.receiveCardNanos(index), kernelNanos);
        if (arrivedNanos == CardTime.NONE) {
            return kernelNanos;
        }
        receivedByCard++;
        return arrivedNanos;
    }

    /** Stamps of earlier replies; those of the last round have come by now, unless a network card takes its time. */
    private void takeDepartures() {
        Departures departures = batch.departures();
        while (departures.isAwaiting()) {
            int count = socket.receiveDepartures(batch);
            for (int i = 0; i < count; i++) {
                departed(departures, i);
            }
        }
    }

    /** What a card's stamp means the responder cannot know; whether it can be, it judges. */
    private void departed(Departures departures, int index) {
        long leftNanos = departures.nanos(index);
        if (departures.isByCard(index)) {
            leftNanos = cards.get().raw(leftNanos);
            if (leftNanos == CardTime.NONE) {
                return;
            }
            sentByCard++;
        }
        responder.departed(departures.ticket(index), leftNanos);
    }

    private void send() {
        int queued = batch.queued();
        if (queued > 0) {
            int lost = queued - socket.send(batch);
            if (lost > 0) {
                unsent += lost;
            }
        }
    }
}
