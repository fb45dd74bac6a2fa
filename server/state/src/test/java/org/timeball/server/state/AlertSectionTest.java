package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who is told of trouble: {@code [alerts]} and {@code [[alert]]}. */
class AlertSectionTest {

    private static final Path FILE = Path.of("/dev/null");

    private static final String MAIL = """
            [[alert]]
            name = "mail"
            by = "e-mail"
            host = "smtp.example.org"
            from = "ntp1@example.org"
            to = ["a@example.org"]
            """;

    private static final String HOOK = """
            [[alert]]
            name = "hook"
            by = "webhook"
            """;

    private static final String MQTT = """
            [[alert]]
            name = "house"
            by = "mqtt"
            host = "broker.lan"
            """;

    private static final String LOGIN = "user = \"u\"\npassword-path = \"/dev/null\"\n";

    /** One mistake added to a file that was right, and what is said of it. */
    record Mistake(String added, String problem, String advice) {
        @Override
        public String toString() {
            return added.strip();
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake(
                    "[[alert]]\nby = \"ntfy\"\ntopic-path = \"/dev/null\"",
                    "alert.name is missing",
                    "write under [alert]: name = \"phone\""),
            new Mistake("[[alert]]\nname = \"a\"", "alert.by is missing", "write under [alert]: by = \"ntfy\""),
            new Mistake(
                    "[[alert]]\nname = \"a\"\nby = \"email\"\nhost = \"x\"",
                    "alert.by: \"email\" is none of them",
                    "write one of \"e-mail\", \"webhook\", \"ntfy\", \"mqtt\""),
            new Mistake(
                    "[[alert]]\nname = \"A B\"\nby = \"ntfy\"\ntopic-path = \"/dev/null\"",
                    "alert.name: \"A B\" is no name for an alert",
                    "write 1 to 32 small letters, digits and dashes, as \"phone\""),
            new Mistake(
                    MAIL + MAIL,
                    "alert.name: mail is an alert already",
                    "leave one of the two out, or call it otherwise"),
            new Mistake(
                    MAIL + "least = \"bad\"",
                    "alert.least: \"bad\" is none of them",
                    "write one of \"notice\", \"warning\", \"critical\""),
            new Mistake(
                    MAIL.replace("[\"a@example.org\"]", "[\"a@example.org\\r\\nBcc: b@example.org\"]"),
                    "alert.to: \"a@example.org\r\nBcc: b@example.org\" is no address",
                    "write it as \"name@example.org\""),
            new Mistake(MAIL.replace("[\"a@example.org\"]", "[]"), "alert.to: 0 addresses", "name 1 to 16"),
            new Mistake(
                    MAIL + LOGIN + "security = \"none\"",
                    "alert.password-path: with security = \"none\" the password would go in clear",
                    "write security = \"starttls\", or leave user and password-path out"),
            new Mistake(
                    MAIL + "user = \"u\"",
                    "alert.password-path is missing",
                    "write under [alert]: password-path = \"/etc/timeball/mail-password\""),
            new Mistake(
                    MAIL + "user = \"u\"\npassword-path = \"/no/such/file\"",
                    "alert.password-path: there is no file /no/such/file",
                    "correct the path; one that does not begin with / counts from this file's folder"),
            new Mistake(
                    MAIL + "topic-path = \"/dev/null\"",
                    "alert.topic-path is not a known key",
                    "known here: by, ca-path, from, host, least, name, password-path, port, security, to, user"),
            new Mistake(
                    HOOK,
                    "alert.by: nothing says where to",
                    "write url = \"https://host/path\", or url-path = \"/etc/timeball/webhook\" if the address is a"
                            + " secret"),
            new Mistake(
                    HOOK + "url = \"ftp://a.example/\"",
                    "alert.url: that is no address of a server",
                    "write it as \"https://host/path\""),
            new Mistake(
                    HOOK + "url = \"https://u:p@a.example/\"",
                    "alert.url: that is no address of a server",
                    "write it as \"https://host/path\""),
            new Mistake(
                    HOOK + "url = \"http://a.example/\"\ntoken-path = \"/dev/null\"",
                    "alert.token-path: without https the token would go in clear",
                    "write https:// in url"),
            new Mistake(
                    "[[alert]]\nname = \"a\"\nby = \"ntfy\"",
                    "alert.topic-path is missing",
                    "write under [alert]: topic-path = \"/etc/timeball/ntfy-topic\""),
            new Mistake(
                    MQTT + LOGIN + "tls = false",
                    "alert.password-path: with tls = false the password would go in clear",
                    "leave tls out, or leave user and password-path out"),
            new Mistake(
                    MQTT + "topic-prefix = \"a/#\"",
                    "alert.topic-prefix: \"a/#\" is no beginning of a topic",
                    "write letters, digits, dashes and slashes between"),
            new Mistake(MQTT + "port = 0", "alert.port: 0 is out of range 1..65535 (port)", "write 1"),
            new Mistake(
                    "[alerts]\nreminder-hours = -1",
                    "alerts.reminder-hours: -1 is out of range 0..720 (hours)",
                    "write 0"),
            new Mistake(
                    "[alerts.hold-off-seconds]\nholdovr = 3",
                    "alerts.hold-off-seconds.holdovr is not a known key",
                    "did you mean holdover?"),
            new Mistake(
                    "[alerts]\nbox-name = \"\"",
                    "alerts.box-name: that is no name",
                    "write 1 to 64 letters, as \"ntp1\""));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhatIsWrong(Mistake row) {
        var refused = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, LEAST + row.added));

        assertEquals(1, refused.problems().size(), refused::getMessage);
        assertEquals(row.problem, refused.problems().getFirst().problem());
        assertEquals(row.advice, refused.problems().getFirst().advice());
    }

    @Test
    void fillsInWhatIsNotSaid() throws ConfigException {
        var alerts = ConfigReader.parse(
                        NAME,
                        LEAST + MAIL + HOOK + "url = \"http://a.example/x\"\n" + MQTT
                                + "[[alert]]\nname = \"phone\"\nby = \"ntfy\"\ntopic-path = \"/dev/null\"\n")
                .alerts();

        assertEquals(AlertTiming.DEFAULT, alerts.timing());
        assertEquals(
                List.of(
                        new AlertChannel(
                                "mail",
                                AlertSeverity.WARNING,
                                new AlertChannel.Mail(
                                        "smtp.example.org",
                                        587,
                                        AlertChannel.Security.STARTTLS,
                                        Optional.empty(),
                                        "ntp1@example.org",
                                        List.of("a@example.org"),
                                        Optional.empty())),
                        new AlertChannel(
                                "hook",
                                AlertSeverity.WARNING,
                                new AlertChannel.Webhook(
                                        new AlertChannel.Address(
                                                Optional.of(URI.create("http://a.example/x")), Optional.empty()),
                                        Optional.empty(),
                                        Optional.empty())),
                        new AlertChannel(
                                "house",
                                AlertSeverity.WARNING,
                                new AlertChannel.Mqtt(
                                        "broker.lan",
                                        8_883,
                                        true,
                                        Optional.empty(),
                                        "timeball",
                                        Optional.of("homeassistant"),
                                        Optional.empty(),
                                        Optional.empty())),
                        new AlertChannel(
                                "phone",
                                AlertSeverity.WARNING,
                                new AlertChannel.Ntfy(
                                        URI.create("https://ntfy.sh"), FILE, Optional.empty(), Optional.empty()))),
                alerts.channels());
    }

    @Test
    void readsWhatIsSaid() throws ConfigException {
        var alerts = ConfigReader.parse(NAME, LEAST + """
                [alerts]
                box-name = "ntp1"
                quiet-at-start-seconds = 0
                over-after-seconds = 10
                reminder-hours = 24
                [alerts.hold-off-seconds]
                holdover = 3600
                antenna = 0
                [[alert]]
                name = "mail"
                by = "e-mail"
                least = "critical"
                host = "localhost"
                port = 2525
                security = "tls"
                user = "u"
                password-path = "/dev/null"
                from = "a@example.org"
                to = ["b@example.org", "c@example.org"]
                ca-path = "/dev/null"
                [[alert]]
                name = "hook"
                by = "webhook"
                url-path = "/dev/null"
                token-path = "/dev/null"
                [[alert]]
                name = "house"
                by = "mqtt"
                least = "notice"
                host = "127.0.0.1"
                tls = false
                user = "u"
                password-path = "/dev/null"
                topic-prefix = "lab/time"
                discovery-prefix = ""
                device-id = "ntp_1"
                """).alerts();

        assertEquals(
                new AlertTiming("ntp1", 0, 10, 24, Map.of(AlertCondition.HOLDOVER, 3_600, AlertCondition.ANTENNA, 0)),
                alerts.timing());
        assertEquals(0, alerts.timing().holdOffSeconds(AlertCondition.ANTENNA));
        assertEquals(60, alerts.timing().holdOffSeconds(AlertCondition.UNSYNCHRONISED));
        var login = Optional.of(new AlertChannel.Login("u", FILE));
        assertEquals(
                new AlertChannel.Mail(
                        "localhost",
                        2_525,
                        AlertChannel.Security.TLS,
                        login,
                        "a@example.org",
                        List.of("b@example.org", "c@example.org"),
                        Optional.of(FILE)),
                alerts.channels().get(0).way());
        assertEquals(
                new AlertChannel.Webhook(
                        new AlertChannel.Address(Optional.empty(), Optional.of(FILE)),
                        Optional.of(FILE),
                        Optional.empty()),
                alerts.channels().get(1).way());
        assertEquals(
                new AlertChannel.Mqtt(
                        "127.0.0.1",
                        1_883,
                        false,
                        login,
                        "lab/time",
                        Optional.empty(),
                        Optional.of("ntp_1"),
                        Optional.empty()),
                alerts.channels().get(2).way());
    }

    /** Whoever knows the address of a webhook may write there. */
    @Test
    void showsNoPathOfAWebhook() throws ConfigException {
        var alerts = ConfigReader.parse(NAME, LEAST + HOOK + "url = \"https://a.example/T0/secret\"\n")
                .alerts();

        assertEquals("a.example", alerts.channels().getFirst().way().target());
        assertFalse(alerts.channels().getFirst().way().target().contains("secret"));
    }
}
