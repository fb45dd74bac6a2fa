package org.timeball.server.client.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

    private final Association association;
    private int replyOctets;

    /**
     * Opens nothing yet.
     *
     * @param association whose requests are sent, and which judges what comes
     */
    public NtpExchange(Association association) {
        this.association = association;
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param request    that the association last gave
     * @param untilNanos how long the answer is waited for, by the clock that nobody sets
     * @throws ClientException if there was none, or none of use
     */
    public Measurement ask(InetSocketAddress server, byte[] request, long untilNanos) throws ClientException {
        var where = server.getAddress().getHostAddress() + " port " + server.getPort();
        Optional<ClientException> trouble = Optional.empty();
        try (var socket = new TimedSocket()) {
            socket.send(ByteBuffer.wrap(request), server);
            while (association.isWaiting() && System.nanoTime() - untilNanos < 0) {
                switch (receive(socket, server, untilNanos)) {
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
    private Heard receive(TimedSocket socket, InetSocketAddress server, long untilNanos) throws IOException {
        long arrivedRawNanos = socket.receive(server, untilNanos);
        if (arrivedRawNanos == 0) {
            return new Heard.Ignored(ReplyFault.UNASKED);
        }
        // Not before: between the two instants nothing is done but what has to be.
        association.sent(socket.leftRawNanos());
        byte[] octets = socket.packet();
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
