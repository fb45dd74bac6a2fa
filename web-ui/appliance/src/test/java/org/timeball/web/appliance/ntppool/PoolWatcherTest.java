package org.timeball.web.appliance.ntppool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.server.state.NtpPoolSettings;

/** The pool's site as a real server on loopback, with answers of the form that is documented. */
@Timeout(60)
class PoolWatcherTest {

    private static final InetAddress OURS = InetAddress.ofLiteral("127.0.0.1");
    private static final long QUARTER = Duration.ofMinutes(15).toNanos();

    /** What was asked for. */
    private record Asked(String path, String agent, String from) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String scores = ScoreReplyTest.WHOLE;
    private volatile String retryAfter = "";
    private volatile String verification =
            "To verify this server, visit\n\nhttps://manage.pool.example/manage/server/verify/abcd1234\n\n";
    private HttpServer site;
    private PoolWatcher watcher;

    @BeforeEach
    void open() throws IOException {
        site = HttpServer.create(new InetSocketAddress(OURS, 0), 0);
        site.createContext("/scores/", exchange -> answer(exchange, scores));
        site.createContext("/p/", exchange -> answer(exchange, verification));
        site.start();
        var home = "http://127.0.0.1:" + site.getAddress().getPort();
        watcher = new PoolWatcher(new NtpPoolSettings(
                List.of(OURS), URI.create(home), URI.create(home + "/p/"), URI.create("http://[::1]:1/p/")));
    }

    @AfterEach
    void close() {
        watcher.close();
        site.stop(0);
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        asked.add(new Asked(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("User-Agent"),
                exchange.getRemoteAddress().getAddress().getHostAddress()));
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Test
    void asksByNameAndKeepsTheScore() throws InterruptedException {
        watcher.askIfDue(OURS, 0);

        assertEquals(
                "/scores/127.0.0.1/json?monitor=*&limit=400", asked.getFirst().path());
        assertTrue(asked.getFirst().agent().startsWith("timeball/"), asked.toString());
        var seen = watcher.seen(OURS).orElseThrow();
        assertEquals(19.9, seen.reply().orElseThrow().score());
        assertEquals("", seen.trouble());
    }

    @Test
    void asksNoMoreOftenThanOnceInAQuarterOfAnHour() throws InterruptedException {
        long next = watcher.askIfDue(OURS, 0);
        for (long seconds = 0; seconds < 900; seconds += 10) {
            watcher.askIfDue(OURS, Duration.ofSeconds(seconds).toNanos());
        }

        assertEquals(QUARTER, next);
        assertEquals(1, asked.size());
        watcher.askIfDue(OURS, next);
        assertEquals(2, asked.size());
    }

    @Test
    void leavesASiteThatFailsInPeaceForLongerAndLonger() throws InterruptedException {
        watcher.askIfDue(OURS, 0);
        status = 500;
        long now = QUARTER;
        for (int doubled : new int[] {2, 4, 8, 16, 24, 24}) {
            long next = watcher.askIfDue(OURS, now);
            assertEquals(doubled * QUARTER, next - now);
            now = next;
        }
        var seen = watcher.seen(OURS).orElseThrow();
        assertEquals(19.9, seen.reply().orElseThrow().score(), "what was known is known still");
        assertEquals("it answered with status 500", seen.trouble());
        status = 200;
        assertEquals(QUARTER, watcher.askIfDue(OURS, now) - now);
    }

    @Test
    void waitsAsLongAsTheSiteSays() throws InterruptedException {
        status = 429;
        retryAfter = "86400";

        assertEquals(Duration.ofDays(1).toNanos(), watcher.askIfDue(OURS, 0));
    }

    @Test
    void whatCannotBeReadOrIsTooLongIsTrouble() throws InterruptedException {
        scores = "<html>maintenance</html>";
        long next = watcher.askIfDue(OURS, 0);
        assertEquals(
                "its answer could not be read", watcher.seen(OURS).orElseThrow().trouble());
        scores = " ".repeat(1_100_000);
        watcher.askIfDue(OURS, next);
        assertEquals("it did not answer", watcher.seen(OURS).orElseThrow().trouble());
        assertTrue(watcher.seen(OURS).orElseThrow().reply().isEmpty());
    }

    /** From the address itself, for that is what it proves. */
    @Test
    void findsTheLinkThatProvesAnAddress() throws InterruptedException {
        assertEquals(
                Optional.of("https://manage.pool.example/manage/server/verify/abcd1234"),
                watcher.verify("127.0.0.1").link());
        assertEquals("127.0.0.1", asked.getFirst().from());
        verification = "javascript:alert(1) http://plain.example/x \"https://a b";
        assertTrue(watcher.verify("127.0.0.1").link().isEmpty());
        assertTrue(watcher.verify("127.0.0.1").trouble().contains("no link"));
    }

    /** W9: nobody has it go to an address that is not in the configuration. */
    @Test
    void asksForNoOtherAddress() throws InterruptedException {
        for (String address : List.of("127.0.0.2", "169.254.169.254", "http://127.0.0.1/", "", "127.0.0.1/../x")) {
            assertFalse(watcher.verify(address).link().isPresent(), address);
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void asksNothingWhereNoAddressIsRegistered() throws InterruptedException {
        try (var silent = new PoolWatcher(NtpPoolSettings.NONE)) {
            silent.start();
            assertEquals(List.of(), silent.addresses());
            assertTrue(silent.verify("127.0.0.1").link().isEmpty());
        }
    }
}
