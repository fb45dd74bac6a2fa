package org.timeball.server.alerts.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.alerts.AlertNews;
import org.timeball.server.alerts.Messages;
import org.timeball.server.state.AlertChannel.Login;
import org.timeball.server.state.AlertChannel.Mail;
import org.timeball.server.state.AlertChannel.Security;
import org.timeball.server.state.AlertCondition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** E-mail against a mail server that others wrote: Debian's aiosmtpd. */
@Timeout(60)
class MailChannelTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String PASSWORD = "mail-password-77";

    @TempDir
    private static Path folder;

    private static Keys keys;
    private Optional<Process> server = Optional.empty();
    private Optional<BufferedReader> said = Optional.empty();

    @BeforeAll
    static void look() throws Exception {
        if (!isThere()) {
            System.out.println("skipped: MailChannelTest, there is no aiosmtpd; apt-get install python3-aiosmtpd");
            Assumptions.abort("no aiosmtpd");
        }
        keys = Keys.make(folder, "mail", "dns:localhost");
    }

    private static boolean isThere() throws IOException, InterruptedException {
        return Files.isExecutable(Path.of(PYTHON))
                && new ProcessBuilder(PYTHON, "-c", "import aiosmtpd")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
    }

    @AfterEach
    void end() throws Exception {
        if (server.isPresent()) {
            server.get().destroy();
            server.get().waitFor();
        }
    }

    /** @return its port */
    private int serve(String mode, String password) throws Exception {
        var script = Path.of(getClass().getResource("mail_server.py").toURI());
        var process = new ProcessBuilder(
                        PYTHON,
                        script.toString(),
                        mode,
                        keys.certificate().toString(),
                        keys.privateKey().toString(),
                        password)
                .redirectError(folder.resolve("mail-server.log").toFile())
                .start();
        server = Optional.of(process);
        said = Optional.of(process.inputReader());
        String line = said.get().readLine();
        assertTrue(line != null && line.startsWith("port "), () -> line + ": " + log());
        return Integer.parseInt(line.substring("port ".length()));
    }

    private static String log() {
        try {
            return Files.readString(folder.resolve("mail-server.log"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    private JsonNode received() throws IOException {
        return JsonMapper.builder().build().readTree(said.orElseThrow().readLine());
    }

    private MailChannel channel(int port, Security security, Optional<Login> login, String... to) {
        return new MailChannel(new Mail(
                "localhost",
                port,
                security,
                login,
                "ntp1@example.org",
                List.of(to),
                security == Security.NONE ? Optional.empty() : Optional.of(keys.certificate())));
    }

    private static Optional<Login> login(String password) throws IOException {
        return Optional.of(new Login("box", Keys.secret(folder, "password", password + "\n")));
    }

    private static void deliver(MailChannel channel) throws DeliveryException {
        channel.deliver(Messages.of(AlertNews.Kind.BEGAN, AlertCondition.ANTENNA));
    }

    @Test
    void deliversAfterStarttlsAndSignIn() throws Exception {
        int port = serve("starttls", PASSWORD);

        deliver(channel(port, Security.STARTTLS, login(PASSWORD), "a@example.org", "b@example.net"));

        var mail = received();
        assertTrue(mail.get("tls").asBoolean());
        assertEquals("box", mail.get("user").asString());
        assertEquals("ntp1@example.org", mail.get("from").asString());
        assertEquals(2, mail.get("to").size());
        var headers = mail.get("headers");
        assertEquals("Zeitball-1 ü: Antenna fault", headers.get("Subject").asString());
        assertEquals("ntp1@example.org", headers.get("From").asString());
        assertEquals("a@example.org, b@example.net", headers.get("To").asString());
        assertEquals("auto-generated", headers.get("Auto-Submitted").asString());
        assertTrue(headers.get("Message-ID").asString().matches("<[0-9a-f-]{36}@example\\.org>"), headers::toString);
        assertTrue(headers.get("Date").asString().startsWith("Wed, 18 Nov 2026 11:07:40"), headers::toString);
        assertTrue(mail.get("text").asString().contains("Antenne geöffnet: ±3 µs “so”"), mail::toString);
        assertEquals("antenna", headers.get("X-Timeball-Condition").asString());
        assertFalse(mail.toString().contains(System.getProperty("user.name") + "@"), mail::toString);
    }

    @Test
    void deliversByTlsFromTheFirstOctet() throws Exception {
        int port = serve("tls", "");

        deliver(channel(port, Security.TLS, Optional.empty(), "a@example.org"));

        assertEquals("a@example.org", received().get("to").get(0).asString());
    }

    @Test
    void deliversInClearWhereThatIsWanted() throws Exception {
        int port = serve("none", "");

        deliver(channel(port, Security.NONE, Optional.empty(), "a@example.org"));

        var mail = received();
        assertFalse(mail.get("tls").asBoolean());
        assertEquals("", mail.get("user").asString());
    }

    /** A server, or somebody on the way, that does not offer STARTTLS is told neither password nor message. */
    @Test
    void saysNothingInClearByItself() throws Exception {
        int port = serve("bare", "");

        var failed = assertThrows(
                DeliveryException.class,
                () -> deliver(channel(port, Security.STARTTLS, login(PASSWORD), "a@example.org")));

        assertTrue(failed.reason().contains("STARTTLS"), failed::reason);
    }

    @Test
    void talksToNobodyWhoIsNotVouchedFor() throws Exception {
        int port = serve("starttls", PASSWORD);
        var other = Keys.make(folder, "else", "dns:localhost");
        var untrusted = new MailChannel(new Mail(
                "localhost",
                port,
                Security.STARTTLS,
                login(PASSWORD),
                "ntp1@example.org",
                List.of("a@example.org"),
                Optional.of(other.certificate())));
        var misnamed = new MailChannel(new Mail(
                "127.0.0.1",
                port,
                Security.STARTTLS,
                login(PASSWORD),
                "ntp1@example.org",
                List.of("a@example.org"),
                Optional.of(keys.certificate())));

        for (var channel : List.of(untrusted, misnamed)) {
            var failed = assertThrows(DeliveryException.class, () -> deliver(channel));
            assertTrue(failed.reason().startsWith("TLS: "), failed::reason);
        }
    }

    @Test
    void saysThatTheSignInWasRefusedAndNotByWhat() throws Exception {
        int port = serve("starttls", PASSWORD);

        var failed = assertThrows(
                DeliveryException.class,
                () -> deliver(channel(port, Security.STARTTLS, login("wrong-password"), "a@example.org")));

        assertEquals("the mail server does not accept user and password", failed.reason());
    }

    @Test
    void saysWhatTheServerSaysOfARecipient() throws Exception {
        int port = serve("none", "");

        var failed = assertThrows(
                DeliveryException.class,
                () -> deliver(channel(port, Security.NONE, Optional.empty(), "a@example.org", "nobody@example.org")));

        assertTrue(failed.reason().contains("550 5.1.1 no such mailbox"), failed::reason);
    }

    @Test
    void givesUpOnASilentServer() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var failed = assertThrows(
                    DeliveryException.class,
                    () -> deliver(channel(silent.getLocalPort(), Security.NONE, Optional.empty(), "a@example.org")));

            assertEquals("no answer in time", failed.reason());
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (var gone = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        var failed = assertThrows(
                DeliveryException.class,
                () -> deliver(channel(port, Security.NONE, Optional.empty(), "a@example.org")));

        assertEquals("nobody listens there, or there is no way", failed.reason());
    }
}
