package org.timeball.server.client.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.timeball.server.client.Association;
import org.timeball.server.client.Heard;
import org.timeball.server.client.KissCode;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.ReplyFault;

/**
 * One request and what comes of it, over a socket of its own, whose port the system draws (RFC 9109).
 *
 * <p>The socket is not connected: a router's "unreachable", which anybody can forge, ends nothing, and what comes from
 * elsewhere than the server is not looked at.
 */
public final class NtpExchange {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Association association;
    private final Duration patience;
    private final byte[] buffer = new byte[2_048];
    private int replyOctets;

    /**
     * Opens nothing yet.
     *
     * @param association whose requests are sent, and which judges what comes
     * @param patience    for one answer
     */
    public NtpExchange(Association association, Duration patience) {
        this.association = association;
        this.patience = patience;
        Rehearsal.hold();
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param request that the association last gave
     * @throws ClientException if there was none, or none of use
     */
    public Measurement ask(InetSocketAddress server, byte[] request) throws ClientException {
        var where = server.getAddress().getHostAddress() + " port " + server.getPort();
        Optional<ClientException> trouble = Optional.empty();
        try (var socket = new DatagramSocket()) {
            long deadline = System.nanoTime() + patience.toNanos();
            var packet = new DatagramPacket(request, request.length, server);
            association.sent(Nanos.raw());
            socket.send(packet);
            while (association.isWaiting() && System.nanoTime() - deadline < 0) {
                switch (receive(socket, server, deadline)) {
                    case Heard.Time(Measurement measurement) -> {
                        return measurement;
                    }
                    case Heard.Kiss(KissCode code) -> trouble = Optional.of(kiss(code, where));
                    case Heard.Useless(ReplyFault fault) ->
                        trouble = Optional.of(new ClientException(
                                Trouble.USELESS, "the answer of " + where + " is of no use: " + fault.words()));
                    case Heard.Ignored _ -> {
                        // Not the answer, which may still come.
                    }
                }
            }
        } catch (IOException failure) {
            trouble = Optional.of(new ClientException(
                    Trouble.NO_ANSWER, where + " cannot be asked: " + KeyExchangeConnection.told(failure), failure));
        }
        throw trouble.orElseGet(() -> new ClientException(Trouble.NO_ANSWER, "no answer from " + where));
    }

    /** How long the last packet was that the server sent. */
    public int replyOctets() {
        return replyOctets;
    }

    /** Waits for one packet, and has it judged; silence is as good as a packet that is not the answer. */
    private Heard receive(DatagramSocket socket, InetSocketAddress server, long deadline) throws IOException {
        long remaining = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
        // A timeout of zero would be none.
        socket.setSoTimeout(Math.toIntExact(Math.max(remaining, 1)));
        var packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException silence) {
            return new Heard.Ignored(ReplyFault.UNASKED);
        }
        long arrivedRawNanos = Nanos.raw();
        if (!server.equals(packet.getSocketAddress())) {
            return new Heard.Ignored(ReplyFault.UNASKED);
        }
        byte[] octets = Arrays.copyOf(buffer, packet.getLength());
        replyOctets = octets.length;
        return association.received(octets, arrivedRawNanos, System.nanoTime());
    }

    private static ClientException kiss(KissCode code, String where) {
        return switch (code) {
            case NTSN -> new ClientException(Trouble.NAK, where + " does not accept our cookie (NTSN)");
            case RATE -> new ClientException(Trouble.KISS, where + " wants to be asked less often (RATE)");
            case DENY, RSTR -> new ClientException(Trouble.KISS, where + " denies us its time (" + code + ')');
        };
    }
}
