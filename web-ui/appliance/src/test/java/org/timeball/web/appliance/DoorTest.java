package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.web.appliance.door.Admits;
import org.timeball.web.appliance.page.Statuses;

/**
 * The door from outside, over TLS: the cases W2 to W8, W11, W14, W15 and W17 of the test catalogue on every route that the
 * router knows.
 */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorTest {

    private static final String PASSWORD = "correct horse";

    /** Who asks, in the columns of {@link #MATRIX}. */
    private static final List<String> WHO = List.of("nobody", "viewer", "operator", "admin", "token");

    /**
     * Whom each route admits, as it is meant: nobody, a viewer, an operator, an admin, a viewer's token. A route that is not
     * here, or here and not there, fails the test.
     */
    private static final Map<String, String> MATRIX = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /", "-++++"),
            Map.entry("GET /events", "-++++"),
            Map.entry("GET /state/{key}.svg", "+++++"),
            Map.entry("GET /health", "+++++"),
            Map.entry("GET /api/status", "-++++"),
            Map.entry("GET /api/diagnosis", "-++++"),
            Map.entry("GET /diagnose", "-++++"),
            Map.entry("GET /login", "+++++"),
            Map.entry("POST /login", "+++++"),
            Map.entry("GET /claim", "+++++"),
            Map.entry("POST /claim", "+++++"),
            Map.entry("POST /logout", "-++++"),
            Map.entry("GET /account", "-++++"),
            Map.entry("POST /account/password", "-++++"),
            Map.entry("POST /account/codes/offer", "-++++"),
            Map.entry("POST /account/codes/begin", "-++++"),
            Map.entry("POST /account/codes/end", "-++++"),
            Map.entry("POST /account/sessions/end", "-++++"),
            Map.entry("POST /account/sessions/end-others", "-++++"),
            Map.entry("GET /clock", "-++++"),
            Map.entry("GET /clock/sheet.json", "-++++"),
            Map.entry("GET /clock/{chart}.csv", "-++++"),
            Map.entry("GET /history/{plot}.csv", "-++++"),
            Map.entry("GET /certificates", "-++++"),
            Map.entry("GET /certificates/own-ca.pem", "-++++"),
            Map.entry("POST /certificates/renew", "--++-"),
            Map.entry("POST /certificates/bring", "---+-"),
            Map.entry("GET /sky", "-++++"),
            Map.entry("GET /sources", "-++++"),
            Map.entry("GET /clients", "-++++"),
            Map.entry("GET /nts", "-++++"),
            Map.entry("GET /history/{plot}.json", "-++++"),
            Map.entry("GET /pools", "-++++"),
            Map.entry("GET /pools/watch", "-++++"),
            Map.entry("POST /pools/tokens/add", "--++-"),
            Map.entry("POST /pools/tokens/drop", "--++-"),
            Map.entry("POST /pools/leave", "--++-"),
            Map.entry("POST /pools/check", "--++-"),
            Map.entry("POST /pools/verify", "--++-"),
            Map.entry("GET /pools/scores.json", "-++++"),
            Map.entry("GET /pools/scores.csv", "-++++"),
            Map.entry("GET /alerts", "-++++"),
            Map.entry("POST /alerts/test", "--++-"),
            Map.entry("GET /log", "--++-"),
            Map.entry("GET /log/events.json", "--++-"),
            Map.entry("POST /log/reload", "--++-"),
            Map.entry("POST /log/rekey", "--++-"),
            Map.entry("GET /setup", "---+-"),
            Map.entry("GET /setup/{step}", "---+-"),
            Map.entry("POST /setup/{step}", "---+-"),
            Map.entry("POST /setup/apply", "---+-"),
            Map.entry("POST /setup/leave", "---+-"),
            Map.entry("GET /settings", "--++-"),
            Map.entry("GET /settings/timeball.toml", "--++-"),
            Map.entry("GET /settings/edit", "---+-"),
            Map.entry("POST /settings/compare", "---+-"),
            Map.entry("POST /settings/apply", "---+-"),
            Map.entry("POST /settings/undo", "---+-"),
            Map.entry("GET /users", "---+-"),
            Map.entry("POST /users/add", "---+-"),
            Map.entry("POST /users/role", "---+-"),
            Map.entry("POST /users/password", "---+-"),
            Map.entry("POST /users/remove", "---+-"),
            Map.entry("POST /users/sessions/end", "---+-"),
            Map.entry("POST /users/sessions/end-others", "---+-"),
            Map.entry("POST /users/tokens/make", "---+-"),
            Map.entry("POST /users/tokens/revoke", "---+-")));

    private Certificates.Pair pair;
    private ControlSocketServer daemon;
    private TimeballWeb web;
    private final Map<String, Visitor> visitors = new LinkedHashMap<>();
    private Visitor admin;

    /** A new box is claimed by its code, and gets a user of each role and a token. */
    @BeforeAll
    void claim(@TempDir Path folder) throws Exception {
        pair = Certificates.make(folder, "web", "EC");
        var socket = folder.resolve("c.sock");
        daemon = new ControlSocketServer(socket, Statuses.locked(), List.of());
        web = TimeballWeb.start(new Arguments(
                "127.0.0.1",
                0,
                socket,
                pair.certificate(),
                pair.privateKey(),
                "timeball",
                new Arguments.Door(
                        folder.resolve("access"), false, List.of("ntp1.example"), folder.resolve("setup.toml")),
                false));
        admin = visitor();
        assertEquals("/claim", admin.get("/").headers().firstValue("location").orElse(""));
        var code =
                Files.readString(folder.resolve("access").resolve("claim-code")).strip();
        assertEquals(web.claimCode().orElseThrow(), code);
        var claimed = admin.post("/claim", Map.of("claim-code", code, "name", "anna", "password", PASSWORD));
        assertEquals(303, claimed.statusCode(), claimed.body());
        for (String role : List.of("viewer", "operator")) {
            var added = admin.post("/users/add", Map.of("name", role, "role", role, "password", PASSWORD));
            assertEquals(200, added.statusCode(), added.body());
            visitors.put(role, signedIn(role));
        }
        var made = admin.post("/users/tokens/make", Map.of("label", "graph", "role", "viewer"));
        var token = made.body().replaceAll("(?s).*(timeball_[A-Za-z0-9_-]{43}).*", "$1");
        visitors.put("nobody", visitor());
        visitors.put("admin", admin);
        visitors.put("token", new Visitor(web, pair.trust(), token));
    }

    @AfterAll
    void close() throws Exception {
        visitors.values().forEach(Visitor::close);
        web.close();
        daemon.close();
    }

    private Visitor visitor() throws Exception {
        return new Visitor(web, pair.trust(), "");
    }

    private Visitor signedIn(String name) throws Exception {
        var visitor = visitor();
        var in = visitor.post("/login", Map.of("name", name, "password", PASSWORD));
        assertEquals(303, in.statusCode(), in.body());
        return visitor;
    }

    private Stream<UriRouteInfo<?, ?>> routes() {
        return web.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .filter(route -> route.getAnnotationMetadata().hasAnnotation(Admits.class)
                        || !route.getUriMatchTemplate().toPathString().startsWith("/static"))
                .sorted(Comparator.comparing(DoorTest::name));
    }

    private static String name(UriRouteInfo<?, ?> route) {
        String path = route.getUriMatchTemplate().toPathString();
        return route.getHttpMethod() + " " + (path.isEmpty() ? "/" : path);
    }

    /** W3: whom the router's routes admit is what is written above, no more and no less. */
    @Test
    void admitsWhomEachRouteIsFor() throws Exception {
        var found = new TreeMap<String, String>();
        for (var route : routes().toList()) {
            var admitted = new StringBuilder();
            for (String who : WHO) {
                admitted.append(isAdmitted(visitors.get(who), route) ? '+' : '-');
            }
            comeInAgain();
            found.put(name(route), admitted.toString());
        }
        assertEquals(MATRIX, found);
    }

    /** Some routes end sessions, as they should. */
    private void comeInAgain() throws Exception {
        for (var who : Map.of("viewer", "viewer", "operator", "operator", "admin", "anna")
                .entrySet()) {
            if (!visitors.get(who.getKey()).isIn()) {
                visitors.get(who.getKey()).post("/login", Map.of("name", who.getValue(), "password", PASSWORD));
                assertTrue(visitors.get(who.getKey()).isIn(), who.getKey());
            }
        }
    }

    /** Asks without what the route wants to do, so that nothing changes: whoever comes through is told so by the route. */
    private static boolean isAdmitted(Visitor visitor, UriRouteInfo<?, ?> route) throws Exception {
        String path = route.getUriMatchTemplate()
                .toPathString()
                .replace("{key}", "locked")
                .replace("{chart}", "offset")
                .replace("{step}", "receiver")
                .replace("{plot}", "requests");
        var answer = route.getHttpMethod() == HttpMethod.GET ? visitor.get(path) : visitor.post(path, Map.of());
        boolean isShownTheWayIn = route.getHttpMethod() == HttpMethod.GET
                && answer.statusCode() == 303
                && List.of("/login", "/claim")
                        .contains(answer.headers().firstValue("location").orElse(""));
        boolean isPassedBy = answer.statusCode() == 401 && path.equals("/login")
                || answer.statusCode() == 429 && path.equals("/login")
                || List.of(401, 429).contains(answer.statusCode()) && path.equals("/claim");
        return isPassedBy || !isShownTheWayIn && !List.of(401, 403).contains(answer.statusCode());
    }

    /** W2: a form from elsewhere, one without the token, with another's, and with another host's name: all refused. */
    @Test
    void refusesEveryChangeThatIsNotFromAFormOfOurs() throws Exception {
        var changes = routes().filter(route -> route.getHttpMethod() != HttpMethod.GET)
                .map(route -> route.getUriMatchTemplate().toPathString().replace("{step}", "receiver"))
                .toList();
        assertTrue(changes.size() > 15, changes.toString());
        var own = Map.of("form-token", admin.formToken());
        for (String path : changes) {
            assertEquals(403, admin.raw(path, admin.origin(), Map.of()).statusCode(), path);
            assertEquals(
                    403,
                    admin.raw(path, admin.origin(), Map.of("form-token", "x")).statusCode(),
                    path);
            assertEquals(
                    403,
                    admin.raw(
                                    path,
                                    admin.origin(),
                                    Map.of("form-token", visitors.get("viewer").formToken()))
                            .statusCode(),
                    path);
            assertEquals(403, admin.raw(path, "https://evil.example", own).statusCode(), path);
            assertEquals(403, admin.raw(path, "null", own).statusCode(), path);
            assertEquals(403, admin.raw(path, "", own).statusCode(), path);
        }
        assertTrue(admin.isIn());
    }

    /** Under no-referrer a browser sends Origin: null with a form, and nobody could sign in (Fetch, section 3.2). */
    @Test
    void letsBrowsersSayWhereAFormStood() throws Exception {
        assertEquals(
                "same-origin",
                admin.get("/login").headers().firstValue("referrer-policy").orElse(""));
    }

    /** W4: a new id at each sign-in whatever the browser brought, cookies as they should be, dead after sign-out. */
    @Test
    void aSessionIsNewAndGuardedAndEnds() throws Exception {
        var visitor = visitor();
        visitor.plant("__Host-timeball", "chosen-by-somebody-else");
        var in = visitor.post("/login", Map.of("name", "viewer", "password", PASSWORD));

        assertEquals(303, in.statusCode(), in.body());
        String session = visitor.cookie("__Host-timeball");
        assertNotEquals("chosen-by-somebody-else", session);
        assertEquals(43, session.length(), "256 bits");
        for (String set : in.headers().allValues("set-cookie")) {
            assertTrue(set.startsWith("__Host-"), set);
            assertTrue(set.contains("Secure") && set.contains("HTTPOnly"), set);
            assertTrue(set.contains("SameSite=Strict") && set.contains("Path=/") && !set.contains("Domain"), set);
        }
        assertTrue(visitor.isIn());
        assertEquals(303, visitor.post("/logout", Map.of()).statusCode());
        visitor.plant("__Host-timeball", session);
        assertFalse(visitor.isIn());
        visitor.close();
    }

    /** W5 from outside; what it costs is measured in AccessTest and PasswordHash. W6: the same words for all. */
    @Test
    void guessingIsAnswered429AndSaysNothingOfWhoIsThere() throws Exception {
        var bodies = new ArrayList<String>();
        for (String name : List.of("operator", "nobody-here")) {
            var visitor = visitor();
            var answer = visitor.post("/login", Map.of("name", name, "password", "not it at all"));
            assertEquals(401, answer.statusCode());
            bodies.add(answer.body().replace(visitor.formToken(), "").replace(name, ""));
            visitor.close();
        }
        assertEquals(bodies.getFirst(), bodies.getLast());
        var guesser = visitor();
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 12; i++) {
            statuses.add(guesser.post("/login", Map.of("name", "zoe", "password", "guess " + i))
                    .statusCode());
        }
        assertEquals(429, statuses.getLast(), statuses.toString());
        assertEquals(10, statuses.stream().filter(status -> status == 401).count(), statuses.toString());
        guesser.close();
    }

    /** W7: nothing is called done that was not. */
    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertEquals(404, admin.post("/users/remove", Map.of("name", "zoe")).statusCode());
        assertEquals(
                404,
                admin.post("/users/role", Map.of("name", "zoe", "role", "admin"))
                        .statusCode());
        assertEquals(
                404, admin.post("/users/sessions/end", Map.of("id", "0000")).statusCode());
        assertEquals(
                404, admin.post("/users/tokens/revoke", Map.of("id", "0000")).statusCode());
        assertEquals(
                422,
                admin.post("/users/role", Map.of("name", "anna", "role", "viewer"))
                        .statusCode());
        assertEquals(
                422,
                admin.post("/users/role", Map.of("name", "anna", "role", "god")).statusCode());
    }

    /** W8: what a stranger can type and send comes back as text. */
    @Test
    void whatAStrangerSendsIsText() throws Exception {
        String hostile = "\"><script>alert(1)</script>";
        var stranger = visitor();
        var answers = List.of(
                stranger.post("/login", Map.of("name", hostile, "password", hostile)),
                admin.get("/log?filter=" + Visitor.encoded(hostile)),
                admin.post("/users/add", Map.of("name", hostile, "role", "viewer", "password", PASSWORD)),
                admin.post("/users/tokens/make", Map.of("label", hostile, "role", "viewer")));
        for (HttpResponse<String> answer : answers) {
            assertFalse(answer.body().contains("<script>alert"), answer.body());
        }
        var named = new Visitor(web, pair.trust(), "");
        named.callItself(hostile);
        named.post("/login", Map.of("name", "viewer", "password", PASSWORD));
        assertFalse(admin.get("/users").body().contains("<script>alert"));
        assertTrue(admin.get("/users").body().contains("&lt;script"), "the browser's name is shown, as text");
        stranger.close();
        named.close();
    }

    /** W11 and W14: what is too long is refused before anything is done with it. */
    @Test
    void refusesWhatIsTooLong() throws Exception {
        assertEquals(
                413,
                admin.post("/users/add", Map.of("name", "x".repeat(20_000))).statusCode());
        var many = new TreeMap<String, String>();
        for (int i = 0; i < 100; i++) {
            many.put("f" + i, "");
        }
        assertEquals(400, admin.post("/users/add", many).statusCode());
    }

    /** Octets that are no text come through the gate as they are, to the daemon that is not asked for changes here. */
    @Test
    void takesFilesFromAnAdminAlone() throws Exception {
        byte[] binary = {0x30, (byte) 0x82, 0, (byte) 0xff, '\r', '\n', '\r', '\n'};
        var fields = Map.of("name", "public", "password", "");

        assertEquals(
                503,
                admin.postFiles("/certificates/bring", fields, List.of(binary)).statusCode(),
                "nobody changes anything");
        assertEquals(
                422, admin.postFiles("/certificates/bring", fields, List.of()).statusCode());
        assertEquals(
                422,
                admin.postFiles("/certificates/bring", Map.of("name", "../x"), List.of(binary))
                        .statusCode());
        assertEquals(
                403,
                visitors.get("operator")
                        .postFiles("/certificates/bring", fields, List.of(binary))
                        .statusCode());
        assertEquals(
                413,
                admin.postFiles("/certificates/bring", fields, List.of(new byte[61 * 1024]))
                        .statusCode());
    }

    /** W15: a stranger learns neither version nor what there is. */
    @Test
    void tellsAStrangerNothing() throws Exception {
        var stranger = visitors.get("nobody");
        for (String path : List.of("/login", "/claim", "/health", "/nowhere", "/users", "/log", "/api/status")) {
            String body = stranger.get(path).body();
            for (String leak : List.of("SNAPSHOT", "Exception", "at org.", "anna", "micronaut", "Micronaut")) {
                assertFalse(body.contains(leak), path + ": " + body);
            }
        }
        assertEquals("locked\n", stranger.get("/health").body());
    }

    /** W17: called by a name that is not its own, it is not there; and no address that was sent is gone to. */
    @Test
    void answersToItsOwnNamesAlone() throws Exception {
        for (String host : List.of("evil.example", "127.0.0.1.evil.example", "ntp1.example.evil", "")) {
            assertEquals(421, admin.calling(host, "/login"), host);
        }
        for (String host : List.of("localhost", "ntp1.example", "127.0.0.1:1", "[::1]")) {
            assertEquals(200, admin.calling(host, "/login"), host);
        }
        var in = signedIn("viewer");
        assertEquals("/", in.last().headers().firstValue("location").orElse(""));
        in.close();
    }

    /** A token goes where its role does, and is refused once it is not known. */
    @Test
    void aTokenIsForPrograms() throws Exception {
        assertTrue(visitors.get("token").get("/api/status").body().contains("\"state\""));
        var made = new Visitor(web, pair.trust(), "timeball_made-up");
        assertEquals(401, made.get("/api/status").statusCode());
        assertEquals(401, made.get("/health").statusCode(), "a wrong token is never taken for none");
        made.close();
    }
}
