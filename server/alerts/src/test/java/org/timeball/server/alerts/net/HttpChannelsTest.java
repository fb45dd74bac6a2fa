package org.timeball.server.alerts.net;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.timeball.server.alerts.AlertNews;
import org.timeball.server.alerts.Messages;
import org.timeball.server.state.AlertChannel.Address;
import org.timeball.server.state.AlertChannel.Ntfy;
import org.timeball.server.state.AlertChannel.Webhook;
import org.timeball.server.state.AlertCondition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhook and ntfy against a web server, over TLS. */
@Timeout(60)
class HttpChannelsTest {

    private static final String TOPIC = "secret-topic-8471";
    private static final String TOKEN = "tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2";

    @TempDir
    private Path folder;

    private Keys keys;
    private LocalWeb web;

    @BeforeEach
    void open() throws Exception {
        keys = Keys.make(folder, "localhost", "dns:localhost");
        web = new LocalWeb(Optional.of(keys));
    }

    @AfterEach
    void close() {
        web.close();
    }

    private NtfyChannel ntfy(URI server, Optional<Path> authorities) throws Exception {
        return new NtfyChannel(new Ntfy(
                server,
                Keys.secret(folder, "topic", TOPIC + "\n"),
                Optional.of(Keys.secret(folder, "token", TOKEN + "\n")),
                authorities));
    }

    private WebhookChannel hook(URI url) {
        return new WebhookChannel(new Webhook(
                new Address(Optional.of(url), Optional.empty()), Optional.empty(), Optional.of(keys.certificate())));
    }

    private static JsonNode json(LocalWeb.Request request) {
        return JsonMapper.builder().build().readTree(request.body());
    }

    /**
     * As ntfy's documentation has it: a POST to the root of the server, a JSON object of which {@code topic} alone must be there,
     * {@code title} and {@code message} texts, {@code priority} 1 to 5, {@code tags} texts; at most 4,096 octets of message.
     */
    @Test
    void publishesAsNtfyWantsIt() throws Exception {
        var channel = ntfy(web.uri(""), Optional.of(keys.certificate()));
        channel.deliver(Messages.of(AlertNews.Kind.BEGAN, AlertCondition.UNSYNCHRONISED));
        channel.deliver(Messages.of(AlertNews.Kind.OVER, AlertCondition.UNSYNCHRONISED));
        channel.deliver(Messages.of(AlertNews.Kind.BEGAN, AlertCondition.ANTENNA));

        var request = web.requests().getFirst();
        assertEquals("POST", request.method());
        assertEquals("/", request.path());
        assertEquals("Bearer " + TOKEN, request.authorization());
        var body = json(request);
        assertEquals(Set.of("topic", "title", "message", "priority", "tags"), Set.copyOf(body.propertyNames()));
        assertEquals(TOPIC, body.get("topic").asString());
        assertEquals("Zeitball-1 ü: Not synchronised", body.get("title").asString());
        assertTrue(body.get("message").asString().contains("±3 µs “so”"), request::body);
        assertTrue(body.get("message").asString().length() < 4_096);
        assertEquals(5, body.get("priority").asInt());
        assertEquals("rotating_light", body.get("tags").get(0).asString());
        assertEquals("unsynchronised", body.get("tags").get(1).asString());
        assertEquals(3, json(web.requests().get(1)).get("priority").asInt());
        assertEquals(
                "white_check_mark",
                json(web.requests().get(1)).get("tags").get(0).asString());
        assertEquals(4, json(web.requests().get(2)).get("priority").asInt());
    }

    @Test
    void postsToAWebhook() throws Exception {
        hook(web.uri("/T0/B0?x=1")).deliver(Messages.of(AlertNews.Kind.BEGAN, AlertCondition.ANTENNA));

        var request = web.requests().getFirst();
        assertEquals("POST", request.method());
        assertEquals("/T0/B0?x=1", request.path());
        assertEquals("application/json; charset=utf-8", request.type());
        assertEquals("", request.authorization());
        var body = json(request);
        assertEquals(
                List.of(
                        "version",
                        "kind",
                        "number",
                        "condition",
                        "subject",
                        "severity",
                        "box",
                        "since",
                        "at",
                        "title",
                        "text"),
                List.copyOf(body.propertyNames()));
        assertEquals("began", body.get("kind").asString());
        assertEquals("antenna", body.get("condition").asString());
        assertEquals("warning", body.get("severity").asString());
        assertEquals("2026-11-18T11:06:40Z", body.get("since").asString());
        assertEquals(7, body.get("number").asInt());
    }

    @Test
    void readsTheAddressOfAWebhookFromAFile() throws Exception {
        var file = Keys.secret(folder, "address", web.uri("/hidden") + "\n");
        var channel = new WebhookChannel(new Webhook(
                new Address(Optional.empty(), Optional.of(file)),
                Optional.of(Keys.secret(folder, "token", TOKEN)),
                Optional.of(keys.certificate())));

        channel.deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA));

        assertEquals("/hidden", web.requests().getFirst().path());
        assertEquals("Bearer " + TOKEN, web.requests().getFirst().authorization());
    }

    @ParameterizedTest
    @CsvSource({
        "401, see the token",
        "403, see the token",
        "404, takes nothing at that address",
        "413, too long",
        "429, wants fewer",
        "302, leads elsewhere",
        "500, the server answers 500"
    })
    void saysWhyAServerDidNotTakeIt(int status, String words) {
        web.answers(status);
        var failed = assertThrows(
                DeliveryException.class,
                () -> hook(web.uri("/secret-path")).deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));

        assertTrue(failed.reason().contains(words), failed::reason);
        assertFalse(failed.reason().contains("secret"), failed::reason);
        assertEquals(1, web.requests().size());
    }

    /** Nobody vouches for it; another vouches for it; it is another's certificate. */
    @Test
    void talksToNobodyWhoIsNotVouchedFor() throws Exception {
        var other = Keys.make(folder, "other", "dns:other.example");
        for (var authorities : List.of(Optional.<Path>empty(), Optional.of(other.certificate()))) {
            var failed = assertThrows(
                    DeliveryException.class,
                    () -> ntfy(web.uri(""), authorities)
                            .deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
            assertTrue(failed.reason().startsWith("TLS: "), failed::reason);
        }
        try (var impostor = new LocalWeb(Optional.of(other))) {
            var failed = assertThrows(
                    DeliveryException.class,
                    () -> ntfy(impostor.uri(""), Optional.of(other.certificate()))
                            .deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
            assertTrue(failed.reason().startsWith("TLS: "), failed::reason);
            assertEquals(List.of(), impostor.requests());
        }
        assertEquals(List.of(), web.requests());
    }

    @Test
    void givesUpOnASilentServer() {
        web.fallSilent();
        var failed = assertThrows(
                DeliveryException.class,
                () -> hook(web.uri("/")).deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));

        assertEquals("no answer within 10 s", failed.reason());
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        var gone = new LocalWeb(Optional.of(keys));
        var uri = gone.uri("/");
        gone.close();

        var failed = assertThrows(
                DeliveryException.class,
                () -> hook(uri).deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
        assertEquals("nobody listens there, or there is no way", failed.reason());
        var nameless = assertThrows(
                DeliveryException.class,
                () -> hook(URI.create("https://nowhere.invalid/"))
                        .deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
        assertEquals("there is no host of that name: nowhere.invalid", nameless.reason());
    }

    /** W1: a secret that others can read is none, and one that cannot be sent is not told either. */
    @Test
    void keepsSecretsSecret() throws Exception {
        var channel = ntfy(web.uri(""), Optional.of(keys.certificate()));
        Files.setPosixFilePermissions(folder.resolve("topic"), PosixFilePermissions.fromString("rw-r--r--"));
        var open = assertThrows(
                DeliveryException.class,
                () -> channel.deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
        assertTrue(open.reason().contains("chmod 600"), open::reason);

        Keys.secret(folder, "topic", TOPIC);
        Keys.secret(folder, "token", "tk_\u0001bad");
        var unsendable = assertThrows(
                DeliveryException.class,
                () -> channel.deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
        assertFalse(unsendable.reason().contains("tk_"), unsendable::reason);

        Keys.secret(folder, "token", "");
        var empty = assertThrows(
                DeliveryException.class,
                () -> channel.deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
        assertTrue(empty.reason().contains("is empty"), empty::reason);
        assertEquals(List.of(), web.requests());
    }

    /** The configuration refuses it too, but an address from a file is seen here first. */
    @Test
    void sendsNoTokenInClear() throws Exception {
        try (var clear = new LocalWeb(Optional.empty())) {
            assertDoesNotThrow(
                    () -> hook(clear.uri("/")).deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
            var failed = assertThrows(
                    DeliveryException.class,
                    () -> ntfy(clear.uri(""), Optional.empty())
                            .deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
            assertEquals("without https the token would go in clear", failed.reason());
            assertEquals(1, clear.requests().size());
        }
    }
}
