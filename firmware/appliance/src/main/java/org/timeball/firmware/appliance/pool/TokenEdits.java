package org.timeball.firmware.appliance.pool;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.PoolAct;
import org.timeball.server.protocol.Decoded;

/**
 * Changes a pool's file of tokens as somebody asks, and says what became of it without ever repeating a token.
 *
 * @param pool by its name
 * @param file of its tokens
 */
record TokenEdits(String pool, TokenFile file) {

    /**
     * Does it.
     *
     * @param today the day that is written beside a new token
     */
    AdminReply apply(PoolAct.Change act, LocalDate today) {
        var content = file.read();
        try {
            return switch (act) {
                case PoolAct.Leave _ -> leave();
                case PoolAct.AddToken _, PoolAct.DropToken _
                when !content.problem().isEmpty() -> new AdminReply.Refused(content.problem());
                case PoolAct.AddToken(var _, var entry, var label) -> add(content.lines(), entry, label, today);
                case PoolAct.DropToken(var _, var fingerprint) -> drop(content.lines(), fingerprint);
            };
        } catch (IOException refused) {
            return new AdminReply.Failed("the file of tokens cannot be written: " + refused.getMessage());
        }
    }

    private AdminReply add(List<TokenLine> there, String entry, String label, LocalDate today) throws IOException {
        return switch (TokenLine.of(TokenEntry.of(entry))) {
            case Decoded.Malformed<TokenLine>(var _, long _, var reason) ->
                new AdminReply.Refused("that is no token: " + reason);
            case Decoded.Ok<TokenLine>(var line) ->
                add(there, new TokenLine(line.text(), line.token(), today.toString(), TokenLine.printable(label)));
        };
    }

    private AdminReply add(List<TokenLine> there, TokenLine line) throws IOException {
        if (there.stream().anyMatch(other -> other.token().equals(line.token()))) {
            return new AdminReply.Refused(pool + " has that token already");
        }
        if (there.size() >= TokenFile.MOST) {
            return new AdminReply.Refused(pool + " has " + TokenFile.MOST + " tokens: take an old one out first");
        }
        var lines = new ArrayList<>(there);
        lines.add(line);
        file.write(lines);
        String overlap =
                lines.size() == 1 ? "" : "; the others count, too: take them out when the pool has shown the new one";
        return new AdminReply.Done("token %s (%s) lets %s in from now on%s"
                .formatted(line.token().fingerprint(), line.token().ends(), pool, overlap));
    }

    private AdminReply drop(List<TokenLine> there, String fingerprint) throws IOException {
        var left = there.stream()
                .filter(line -> !line.token().fingerprint().equals(fingerprint))
                .toList();
        if (left.size() == there.size()) {
            return new AdminReply.Refused(pool + " has no token of that fingerprint");
        }
        file.write(left);
        return new AdminReply.Done("token %s counts no more; %d left".formatted(fingerprint, left.size()));
    }

    /** Also of a file that cannot be read: whoever leaves wants no token of it to count. */
    private AdminReply leave() throws IOException {
        file.write(List.of());
        return new AdminReply.Done(
                "no token lets " + pool + " in any more; its [[pool]] can go from the configuration");
    }
}
