package org.timeball.server.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.control.LineAssembler.Taken;

/**
 * Fuzz target: octets on the control socket, from either end. The lines do not depend on how the octets were cut; each is
 * a request or a reply, or is refused with a reason; and what is one says the same when it is written again.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, and by {@link ControlLineFuzzTest}.
 */
public final class ControlLineFuzz {

    private static final int LIMIT_OCTETS = 4_096;

    private ControlLineFuzz() {}

    /** @param input the length of the pieces it is cut into, and what is sent */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var sent = ByteBuffer.wrap(input, 1, input.length - 1).slice();
        var lines = lines(sent, input.length);
        must(lines.equals(lines(sent, 1 + (input[0] & 0xff))), "lines do not depend on the cuts");
        for (String line : lines) {
            must(
                    line.getBytes(StandardCharsets.UTF_8).length <= 3 * LIMIT_OCTETS,
                    "a line is no longer than its limit");
            request(line);
            reply(line);
        }
    }

    /** What is between newlines, until a line is too long. */
    private static List<String> lines(ByteBuffer sent, int pieceOctets) {
        var assembler = new LineAssembler(LIMIT_OCTETS);
        var lines = new ArrayList<String>();
        for (int at = 0; at < sent.limit(); at += pieceOctets) {
            var piece = sent.slice(at, Math.min(pieceOctets, sent.limit() - at));
            while (piece.hasRemaining()) {
                switch (assembler.take(piece)) {
                    case Taken.Line(var text) -> lines.add(text);
                    case Taken.Part() -> {}
                    case Taken.Overlong(int limit) -> {
                        must(limit == LIMIT_OCTETS, "it says which limit");
                        return lines;
                    }
                }
            }
        }
        return lines;
    }

    private static void request(String line) {
        switch (ControlRequest.parse(line)) {
            case Parsed.Ok<ControlRequest>(var request) ->
                must(
                        ControlRequest.parse(request.line()).equals(new Parsed.Ok<>(request)),
                        "a request written again is the same");
            case Parsed.Malformed<ControlRequest>(var reason) -> must(!reason.isBlank(), "a refusal says why");
        }
    }

    private static void reply(String line) {
        switch (ControlReply.parse(line)) {
            case Parsed.Ok<ControlReply>(var reply) ->
                must(
                        ControlReply.parse(reply.line()).equals(new Parsed.Ok<>(reply)),
                        "a reply written again is the same");
            case Parsed.Malformed<ControlReply>(var reason) -> must(!reason.isBlank(), "a refusal says why");
        }
    }

    private static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}
