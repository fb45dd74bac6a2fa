package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.timeball.web.appliance.page.Statuses;

/**
 * The pages on loopback with a daemon behind them, claimed by an admin.
 *
 * @param pair   what they are served with
 * @param daemon answers questions, and is asked for no changes
 * @param web    the pages
 * @param admin  who claimed them
 */
record ClaimedBox(Certificates.Pair pair, ControlSocketServer daemon, TimeballWeb web, Visitor admin)
        implements AutoCloseable {

    static ClaimedBox start(Path folder, String algorithm) throws Exception {
        return start(Certificates.make(folder, "web", algorithm), folder, Surroundings.usual());
    }

    static ClaimedBox start(Certificates.Pair pair, Path folder, Surroundings surroundings) throws Exception {
        var socket = folder.resolve("c.sock");
        var daemon = new ControlSocketServer(socket, Statuses.locked(), List.of());
        var web = TimeballWeb.start(
                new Arguments(
                        "127.0.0.1",
                        0,
                        socket,
                        pair.certificate(),
                        pair.privateKey(),
                        "timeball",
                        new Arguments.Door(folder.resolve("access"), false, List.of(), folder.resolve("setup.toml")),
                        false),
                surroundings);
        var admin = new Visitor(web, pair.trust(), "");
        var code = web.claimCode().orElseThrow();
        var claimed = admin.post("/claim", Map.of("claim-code", code, "name", "anna", "password", "correct horse"));
        assertEquals(303, claimed.statusCode(), claimed.body());
        return new ClaimedBox(pair, daemon, web, admin);
    }

    RawTls raw(String source) throws Exception {
        return RawTls.open(pair.trust(), source, web.port());
    }

    @Override
    public void close() throws IOException {
        admin.close();
        web.close();
        daemon.close();
    }
}
