package org.timeball.server.monitoring;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.net.LineChannel;

/** One client's requests, each answered in its turn, until either end has had enough. */
final class Conversation {

    private final ControlServerSettings settings;
    private final Function<ControlRequest, ControlReply> answers;
    private final Counters counters;
    private final LineChannel channel;

    Conversation(
            ControlServerSettings settings,
            Function<ControlRequest, ControlReply> answers,
            Counters counters,
            LineChannel channel) {
        this.settings = settings;
        this.answers = answers;
        this.counters = counters;
        this.channel = channel;
    }

    /**
     * What all conversations count in.
     *
     * @param received see {@link CommandCounts}
     * @param refused  see {@link CommandCounts}
     */
    record Counters(LongAdder received, LongAdder refused) {

        static Counters zero() {
            return new Counters(new LongAdder(), new LongAdder());
        }

        CommandCounts counts() {
            return new CommandCounts(received.sum(), refused.sum());
        }
    }

    /** @throws IOException if the connection breaks */
    void hold() throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = switch (channel.receive(settings.idle())) {
                case LineChannel.Received.Line(var text) -> answer(text);
                case LineChannel.Received.Overlong(int octets) -> {
                    counters.received().increment();
                    refuse("a request has at most " + octets + " octets");
                    yield false;
                }
                case LineChannel.Received.TimedOut() -> false;
                case LineChannel.Received.Ended() -> false;
            };
        }
    }

    private boolean answer(String line) throws IOException {
        counters.received().increment();
        return switch (ControlRequest.parse(line)) {
            case Parsed.Ok<ControlRequest>(var request) -> answer(request);
            case Parsed.Malformed<ControlRequest>(var reason) -> refuse(reason);
        };
    }

    private boolean answer(ControlRequest request) throws IOException {
        if (request instanceof ControlRequest.Follow) {
            return follow();
        }
        return say(answers.apply(request));
    }

    /** Whatever the client says meanwhile ends the stream: it holds a connection of its own. */
    private boolean follow() throws IOException {
        long nextNanos = System.nanoTime();
        LineChannel.Received heard = new LineChannel.Received.TimedOut();
        while (heard instanceof LineChannel.Received.TimedOut && say(status())) {
            nextNanos += settings.interval().toNanos();
            heard = channel.receive(Duration.ofNanos(nextNanos - System.nanoTime()));
        }
        return false;
    }

    private ControlReply status() {
        return answers.apply(new ControlRequest.CurrentStatus());
    }

    boolean refuse(String reason) throws IOException {
        counters.refused().increment();
        return say(new ControlReply.Refused(reason));
    }

    private boolean say(ControlReply reply) throws IOException {
        return channel.send(reply.octets(), settings.writePatience());
    }
}
