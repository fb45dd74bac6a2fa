package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Status;
import org.timeball.web.appliance.page.Statuses;
import tools.jackson.databind.JsonNode;

/** The whole web process on loopback, with a real Unix socket for the daemon and a real TLS client for the browser. */
@Timeout(60)
class TimeballWebTest {

    private static final Status LOCKED = Statuses.locked();
    private static final Status HOLDOVER = Statuses.of(ClockState.HOLDOVER, "No pulse for 14 s.", 0.8e-6);

    @TempDir
    Path folder;

    private Certificates.Pair pair;
    private Path socket;

    @BeforeEach
    void makeACertificate() throws Exception {
        pair = Certificates.make(folder, "web", "EC");
        socket = folder.resolve("c.sock");
    }

    @Test
    void servesThePageWithWhatTheDaemonSays() throws Exception {
        try (var daemon = new ControlSocketServer(socket, LOCKED, Statuses.pulses(Statuses.NOW));
                var web = TimeballWeb.start(arguments(0));
                var browser = new Browser(pair.trust())) {
            awaitState(browser.events(web), "locked");

            var page = browser.get(web, "/");

            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("<title>● timeball · Locked ±0.31\u00a0µs</title>"));
            assertTrue(page.body().contains("Within ±310\u00a0ns of UTC"));
            assertTrue(page.body().contains("11 of 14 used."));
            assertTrue(page.body().contains("10:41:27"));
            assertEquals("text/html; charset=utf-8", Browser.header(page, "content-type"));
            assertEquals("no-store", Browser.header(page, "cache-control"));
            assertTrue(daemon.followers() <= 1, "one stream for everybody");
        }
    }

    @Test
    void guardsEveryAnswer() throws Exception {
        try (var web = TimeballWeb.start(arguments(0));
                var browser = new Browser(pair.trust())) {
            for (var path : List.of("/", "/static/overview.js", "/state/locked.svg", "/nowhere", "/state/x.svg")) {
                var answer = browser.get(web, path);
                SecurityHeaders.HEADERS.forEach(
                        (name, value) -> assertEquals(value, Browser.header(answer, name), path));
                assertEquals(path.equals("/nowhere") || path.equals("/state/x.svg") ? 404 : 200, answer.statusCode());
            }
            assertEquals(
                    "There is no such page here. The overview is at /.\n",
                    browser.get(web, "/<script>".replace("<", "%3C").replace(">", "%3E"))
                            .body());
        }
    }

    @Test
    void allowsNoInlineScriptAndNothingFromElsewhere() {
        var policy = SecurityHeaders.HEADERS.get("Content-Security-Policy");

        assertTrue(policy.startsWith("default-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertTrue(!policy.contains("unsafe"), policy);
    }

    @Test
    void tellsAnOpenPageWhatChanged() throws Exception {
        try (var daemon = new ControlSocketServer(socket, LOCKED, List.of());
                var web = TimeballWeb.start(arguments(0));
                var browser = new Browser(pair.trust())) {
            var events = browser.events(web);
            var whole = awaitState(events, "locked");
            daemon.say(HOLDOVER, List.of());
            var change = awaitState(events, "holdover");

            assertEquals(
                    "▲ timeball · Holdover ±0.80\u00a0µs", change.get("title").asString());
            assertTrue(change.get("isTicking").asBoolean());
            assertEquals(Statuses.NOW.toEpochMilli(), change.get("utcMillis").asLong());
            assertTrue(change.get("parts").get("statement").asString().contains("No pulse for 14 s."));
            assertTrue(!change.get("parts").has("clients"), "what did not change is not sent");
            assertTrue(whole.has("parts"));
        }
    }

    @Test
    void beginsEveryStreamWithTheWhole() throws Exception {
        try (var daemon = new ControlSocketServer(socket, LOCKED, List.of());
                var web = TimeballWeb.start(arguments(0));
                var browser = new Browser(pair.trust())) {
            awaitState(browser.events(web), "locked");

            var first = browser.events(web).next();

            assertEquals(Part.values().length, first.get("parts").size());
            assertEquals(
                    daemon.status().utcNanos() / 1_000_000,
                    first.get("utcMillis").asLong());
        }
    }

    @Test
    void saysThatTheDaemonIsLostAndHealsWhenItIsBack() throws Exception {
        try (var web = TimeballWeb.start(arguments(0));
                var browser = new Browser(pair.trust())) {
            var events = browser.events(web);
            awaitState(events, "no-daemon");
            try (var daemon = new ControlSocketServer(socket, LOCKED, List.of())) {
                awaitState(events, daemon.status().equals(LOCKED) ? "locked" : "");
            }
            var lost = awaitState(events, "no-daemon");
            var page = browser.get(web, "/");

            assertTrue(!lost.get("isTicking").asBoolean());
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("It does not answer on its control socket"));
            assertTrue(page.body().contains("last heard at 10:41:27"));
            try (var again = new ControlSocketServer(socket, HOLDOVER, List.of())) {
                awaitState(events, again.status().equals(HOLDOVER) ? "holdover" : "");
            }
        }
    }

    @Test
    void takesADaemonThatSaysNothingForLost() throws Exception {
        try (var daemon = new ControlSocketServer(socket, LOCKED, List.of());
                var web = TimeballWeb.start(arguments(0));
                var browser = new Browser(pair.trust())) {
            var events = browser.events(web);
            awaitState(events, "locked");
            daemon.fallSilent();

            awaitState(events, "no-daemon");
        }
    }

    @Test
    void refusesAClientThatTrustsAnotherAuthority() throws Exception {
        var stranger = Certificates.make(folder, "stranger", "EC");
        try (var web = TimeballWeb.start(arguments(0));
                var browser = new Browser(stranger.trust())) {
            assertThrows(IOException.class, () -> browser.get(web, "/"));
        }
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var refusal = assertThrows(StartException.class, () -> TimeballWeb.start(arguments(taken.getLocalPort())));

            assertTrue(
                    refusal.getMessage().startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort()),
                    refusal.getMessage());
            assertEquals(1, refusal.getMessage().lines().count());
        }
    }

    private Arguments arguments(int port) {
        return new Arguments(
                "127.0.0.1",
                port,
                socket,
                pair.certificate(),
                pair.privateKey(),
                "timeball",
                new Arguments.Door(folder.resolve("access"), true, List.of(), folder.resolve("setup.toml")),
                false);
    }

    /** The first event with that state; the test's time limit ends a wait in vain. */
    private static JsonNode awaitState(Iterator<JsonNode> events, String state) {
        while (true) {
            var event = events.next();
            if (event.get("state").asString().equals(state)) {
                return event;
            }
        }
    }
}
