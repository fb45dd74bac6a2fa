package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.web.appliance.connection.ConnectionLimits;

/** What hostile programs send to the port, and an admin's browser that was talked into it: W9, W10 and W11 of the catalogue. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final int TWICE_THE_DEADLINE_MILLIS = 6_000;
    private static final Path TEMPLATES = Path.of("src", "main", "jte");

    /** What means something to a shell, a database, a spreadsheet, a file system, a log, a template, a directory service. */
    private static final List<String> PAYLOADS = List.of(
            "' OR '1'='1' --; DROP TABLE users; touch %1$s | touch %1$s $(touch %1$s) `touch %1$s`",
            "=cmd|'/C calc'!A0",
            "../../../../../../etc/passwd",
            "..%%2f..%%2fetc%%2fpasswd /etc/passwd\0.png",
            "x\r\nSet-Cookie: a=b\nevent=forged level=info",
            "${jndi:ldap://127.0.0.1:1/x} ${7*7} #{7*7} {{7*7}} *)(uid=*))(|(uid=*");

    private Path folder;
    private ClaimedBox box;

    @BeforeAll
    void start(@TempDir Path fresh) throws Exception {
        folder = fresh;
        var surroundings = new Surroundings(
                new ConnectionLimits(512, 64, DEADLINE), Surroundings.usual().authorities());
        box = ClaimedBox.start(Certificates.make(folder, "web", "EC"), folder, surroundings);
    }

    @AfterAll
    void close() throws Exception {
        box.close();
    }

    private List<String> paths(HttpMethod method) {
        return box.web()
                .context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethod() == method)
                .map(route -> route.getUriMatchTemplate().toPathString())
                .filter(path -> !path.startsWith("/static") && !path.equals("/events") && !path.equals("/logout"))
                .map(path -> path.isEmpty() ? "/" : path.replaceAll("\\{[a-z]+}", "requests"))
                .sorted()
                .toList();
    }

    /** Every name that a field of a form of ours has. */
    private static TreeSet<String> fields() throws IOException {
        var names = new TreeSet<String>();
        try (Stream<Path> templates = Files.walk(TEMPLATES)) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                Pattern.compile("<(?:input|select|textarea)\\b[^>]* name=\"([a-z-]+)\"")
                        .matcher(Files.readString(template))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
        }
        names.remove("form-token");
        assertTrue(names.containsAll(List.of("name", "password", "pool", "token", "label")), names.toString());
        return names;
    }

    private Map<String, String> filled(String value) throws IOException, InterruptedException {
        var filled = new HashMap<>(Map.of("form-token", box.admin().formToken()));
        for (String name : fields()) {
            filled.put(name, value);
        }
        return filled;
    }

    /** W9: this process goes to no address that somebody typed; it has no business but with the daemon's sockets. */
    @Test
    void goesToNoAddressThatIsTyped() throws Exception {
        try (var trap = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            for (String written : List.of(
                    "127.0.0.1:%d", "http://localhost:%d/", "https://user@[::ffff:127.0.0.1]:%d/x", "2130706433:%d")) {
                var filled = filled(written.formatted(trap.getLocalPort()));
                for (String path : paths(HttpMethod.POST)) {
                    box.admin().raw(path, box.admin().origin(), filled);
                }
                for (String path : paths(HttpMethod.GET)) {
                    box.admin().get(path + "?range=" + Visitor.encoded(filled.getOrDefault("name", "")));
                }
            }
            trap.setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, trap::accept);
        }
        assertTrue(box.admin().isIn());
    }

    /** W10: whatever is typed is a text and nothing else: refused or kept, never run, never an error of ours. */
    @Test
    void takesWhatIsTypedForText() throws Exception {
        var touched = folder.resolve("touched");
        var before = kept();
        for (String payload : PAYLOADS) {
            var filled = filled(payload.formatted(touched));
            for (String path : paths(HttpMethod.POST)) {
                var answer = box.admin().raw(path, box.admin().origin(), filled);
                assertTrue(answer.statusCode() < 500 || answer.statusCode() == 503, path + ": " + answer.statusCode());
                assertTrue(answer.headers().allValues("set-cookie").stream().noneMatch(set -> set.startsWith("a=")));
                assertFalse(answer.body().contains("root:x:0"), path);
                assertFalse(answer.body().contains("49 49 49"), path);
            }
            for (String path : paths(HttpMethod.GET)) {
                String asked = Visitor.encoded(payload.formatted(touched));
                var answer = box.admin().get(path + "?range=" + asked + "&filter=" + asked);
                assertTrue(answer.statusCode() < 500 || answer.statusCode() == 503, path + ": " + answer.statusCode());
                assertFalse(answer.body().contains("root:x:0"), path);
            }
        }
        assertFalse(Files.exists(touched));
        assertEquals(before, kept(), "nothing typed names a file");
        assertTrue(box.admin().isIn());
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    /** W10: files of ours and no others, however the way out of their folder is written. */
    @Test
    void leadsToNoFileButThePagesOwn() throws Exception {
        assertEquals(200, box.admin().calling("localhost", "/static/base.css"));
        for (String path : List.of(
                "/static/../logback.xml",
                "/static/%2e%2e/logback.xml",
                "/static/..%2flogback.xml",
                "/static/%2e%2e%2flogback.xml",
                "/static/..%5clogback.xml",
                "/static/..\\logback.xml",
                "/static/....//logback.xml",
                "/static/..;/logback.xml",
                "/static/%252e%252e/logback.xml",
                "/static/%c0%ae%c0%ae/logback.xml",
                "/static//etc/passwd",
                "/static/../../../../../../../../etc/passwd",
                "/static/file:/etc/passwd",
                "/static/base.css%00.html",
                "/logback.xml",
                "/state/..%2f..%2flogback.xml.svg")) {
            try (var raw = box.raw("127.0.0.1")) {
                String heard = raw.send(request("GET " + path, "Connection: close\r\n"))
                        .heard(2_000);
                assertTrue(heard.matches("(?s)HTTP/1.1 (400|404|421) .*"), path + ": " + heard);
                assertFalse(heard.contains("root:x:0") || heard.contains("<appender"), path);
            }
        }
    }

    private static String request(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    /** A request that is not whole, or whole in two ways, and what is told of it. */
    private record Odd(String name, String sent) {}

    private static final String NEXT = request("GET /health", "Connection: close\r\n");

    private static final List<Odd> ODD = List.of(
            new Odd(
                    "two lengths",
                    request("POST /login", "Content-Length: 0\r\nContent-Length: " + NEXT.length() + "\r\n") + NEXT),
            new Odd("a length of two", request("POST /login", "Content-Length: 0, " + NEXT.length() + "\r\n") + NEXT),
            new Odd(
                    "a length and chunks",
                    request(
                                    "POST /login",
                                    "Content-Length: " + (NEXT.length() + 5) + "\r\nTransfer-Encoding: chunked\r\n")
                            + "0\r\n\r\n" + NEXT),
            new Odd(
                    "chunks after a blank",
                    request("POST /login", "Content-Length: 5\r\nTransfer-Encoding : chunked\r\n") + "0\r\n\r\n"
                            + NEXT),
            new Odd(
                    "chunks that are no chunks",
                    request("POST /login", "Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n") + "0\r\n\r\n"
                            + NEXT),
            new Odd("a length that is negative", request("POST /login", "Content-Length: -1\r\n") + NEXT),
            new Odd("a length with a sign", request("POST /login", "Content-Length: +5\r\n") + "a=b&c" + NEXT),
            new Odd("a header of 100 KB", request("GET /login", "X: " + "x".repeat(100_000) + "\r\n") + NEXT),
            new Odd("a line of 100 KB", request("GET /login?" + "x".repeat(100_000), "") + NEXT),
            new Odd("10,000 headers", request("GET /login", "X: y\r\n".repeat(10_000)) + NEXT),
            new Odd("two hosts", request("GET /login", "Host: evil.example\r\nConnection: close\r\n")),
            new Odd("no request at all", "\0\0\0\0".repeat(100) + "\r\n\r\n" + NEXT));

    /** W11: what could be read in two ways is refused with its connection, so that no second request hides in it. */
    @Test
    void refusesWhatCouldBeReadInTwoWays() throws Exception {
        var passed = new ArrayList<String>();
        for (var odd : ODD) {
            try (var raw = box.raw("127.0.0.1")) {
                String heard;
                try {
                    heard = raw.send(odd.sent()).heard(2_000);
                } catch (IOException cut) {
                    heard = "(cut)";
                }
                if (Pattern.compile("HTTP/1.1 [25]|locked\n|\\(silent\\)")
                        .matcher(heard)
                        .find()) {
                    passed.add(odd.name() + ": " + heard.lines().findFirst().orElse(""));
                }
            }
        }
        assertEquals(List.of(), passed);
        assertEquals("locked\n", box.admin().get("/health").body());
    }

    /** W11: 500 that send a form octet by octet, or never send one, from one address and from many. */
    @Test
    void answersOthersWhileManySendSlowly() throws Exception {
        var slow = new ArrayList<RawTls>();
        try (var openers = Executors.newFixedThreadPool(8)) {
            var opened = openers.invokeAll(Stream.iterate(0, k -> k + 1)
                    .limit(500)
                    .map(k -> (Callable<RawTls>) () -> slow(k))
                    .toList());
            for (var one : opened) {
                slow.add(one.get());
            }
            long before = System.nanoTime();
            for (String path : List.of("/health", "/login", "/")) {
                assertTrue(box.admin().get(path).statusCode() < 400, path);
            }
            var newcomer = new Visitor(box.web(), box.pair().trust(), "");
            assertEquals("locked\n", newcomer.get("/health").body());
            newcomer.close();
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            assertTrue(tookMillis < 4 * 2_000, tookMillis + " ms for four answers");

            int kept = 0;
            for (var one : slow) {
                kept += one.isClosedWithin(TWICE_THE_DEADLINE_MILLIS) ? 0 : 1;
            }
            assertEquals(0, kept, "are still there after twice the deadline");
        } finally {
            for (var one : slow) {
                one.close();
            }
        }
    }

    /** W11: nor is a second form waited for when the first came in time. */
    @Test
    void waitsForNoFormBeyondTheDeadline() throws Exception {
        try (var raw = box.raw("127.0.0.1")) {
            String heard = raw.send(request("GET /health", "") + request("POST /login", "Content-Length: 10\r\n") + "n")
                    .heard(TWICE_THE_DEADLINE_MILLIS);

            assertTrue(heard.contains("locked\n") && heard.contains("HTTP/1.1 408"), heard);
            assertFalse(heard.endsWith("(silent)"), "it is closed");
        }
    }

    private RawTls slow(int k) throws Exception {
        var connection = box.raw(k % 2 == 0 ? "127.0.0.1" : "127.0.1." + (1 + k % 200));
        return switch (k % 3) {
            case 0 -> connection.send("POST /login HTTP/1.1\r\nHost: local");
            case 1 -> connection.send(request("POST /login", "Content-Length: 10000\r\n") + "n");
            default -> connection;
        };
    }
}
