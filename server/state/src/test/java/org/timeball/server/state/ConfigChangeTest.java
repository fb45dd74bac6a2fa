package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.TimeballConfig.KeyExchangeServer;

/** Every setting is either taken while the daemon runs or named as one that needs a restart. */
class ConfigChangeTest {

    private static final String RUNNING = """
            schema = 1
            state-directory = "state"
            control-socket = "control.sock"
            admin-socket-group = "timeball"
            warm-up-seconds = 3
            [clock]
            steer = false
            [receiver]
            port = "/dev/ttyAMA0"
            [[source]]
            host = "192.0.2.1"
            nts = false
            [sources]
            minimum-agreeing-sources = 1
            [board]
            status-led = 17
            [[server]]
            listen = "127.0.0.1:123"
            [ntp]
            threads = 1
            oldest-version = 3
            interleaved = true
            hardware-stamps = false
            allow = ["192.0.2.0/24"]
            deny = ["192.0.2.7"]
            deny-kiss = false
            requests-per-second = 100
            burst = 8
            rate-kiss = true
            clients = 64
            client-names = "hash"
            [[nts-ke-server]]
            listen = "127.0.0.1:4460"
            certificate-chain-path = "chain.pem"
            private-key-path = "key.pem"
            ntp-port = 11123
            ntp-server = "time.example.org"
            connections = 64
            [[pool]]
            name = "first"
            [keyset]
            key-storage-path = "keys"
            stale-key-count = 7
            [[certificate]]
            name = "upload"
            from = "import"
            [leap]
            mode = "kernel"
            [nts]
            nettle = true
            [alerts]
            reminder-hours = 24
            [[alert]]
            name = "house"
            by = "mqtt"
            host = "127.0.0.1"
            [web]
            listen = "127.0.0.1:443"
            certificate-chain-path = "chain.pem"
            private-key-path = "key.pem"
            """;

    /** A line of it, another in its place, and the name under which the change is told. */
    record Row(String line, String other, String name) {
        @Override
        public String toString() {
            return other;
        }
    }

    static final List<Row> AT_ONCE = List.of(
            new Row("allow = [\"192.0.2.0/24\"]", "allow = []", "ntp.allow"),
            new Row("deny = [\"192.0.2.7\"]", "deny = [\"192.0.2.8\"]", "ntp.deny"),
            new Row("deny-kiss = false", "deny-kiss = true", "ntp.deny-kiss"),
            new Row("requests-per-second = 100", "requests-per-second = \"unlimited\"", "ntp.requests-per-second"),
            new Row("burst = 8", "burst = 9", "ntp.burst"),
            new Row("rate-kiss = true", "rate-kiss = false", "ntp.rate-kiss"),
            new Row(
                    "private-key-path = \"key.pem\"\nntp-port",
                    "private-key-path = \"other.pem\"\nntp-port",
                    "nts-ke-server's certificates"),
            new Row("ntp-port = 11123", "ntp-port = 11124", "nts-ke-server.ntp-port"),
            new Row("time.example.org", "time.example.net", "nts-ke-server.ntp-server"),
            new Row("connections = 64", "connections = 65", "nts-ke-server's limits"),
            new Row("connections = 64", "connections = 64\ndeadline-seconds = 4", "nts-ke-server's limits"),
            new Row("connections = 64", "connections = 64\nconnections-per-network = 9", "nts-ke-server's limits"),
            new Row("name = \"first\"", "name = \"first\"\nold-numbers = true", "pool"),
            new Row("nettle = true", "nettle = false", "nts.nettle"),
            new Row("reminder-hours = 24", "reminder-hours = 12", "alert"),
            new Row("by = \"mqtt\"", "by = \"mqtt\"\nleast = \"critical\"", "alert"),
            new Row("host = \"192.0.2.1\"", "host = \"192.0.2.2\"", "source"),
            new Row("[[source]]", "[[source]]\nsrv = \"example.org\"\n[[source]]", "source"));

    static final List<Row> WITH_RESTART = List.of(
            new Row("state-directory = \"state\"", "state-directory = \"other\"", "state-directory"),
            new Row("control.sock", "other.sock", "control-socket"),
            new Row("group = \"timeball\"", "group = \"web\"", "admin-socket-group"),
            new Row("warm-up-seconds = 3", "warm-up-seconds = 4", "warm-up-seconds"),
            new Row("steer = false", "steer = true", "clock"),
            new Row("ttyAMA0", "ttyAMA1", "receiver"),
            new Row("agreeing-sources = 1", "agreeing-sources = 1\nlargest-step-seconds = 2", "sources"),
            new Row("status-led = 17", "status-led = 18", "board"),
            new Row("listen = \"127.0.0.1:123\"", "listen = \"127.0.0.1:124\"", "server"),
            new Row("listen = \"127.0.0.1:4460\"", "listen = \"127.0.0.1:4461\"", "nts-ke-server"),
            new Row("stale-key-count = 7", "stale-key-count = 8", "keyset"),
            new Row("name = \"upload\"", "name = \"other\"", "certificate"),
            new Row("mode = \"kernel\"", "mode = \"step\"", "leap"),
            new Row("listen = \"127.0.0.1:443\"", "listen = \"127.0.0.1:444\"", "web"),
            new Row("threads = 1", "threads = 2", "ntp.threads"),
            new Row("oldest-version = 3", "oldest-version = 4", "ntp.oldest-version"),
            new Row("interleaved = true", "interleaved = false", "ntp.interleaved"),
            new Row("hardware-stamps = false", "hardware-stamps = true", "ntp.hardware-stamps"),
            new Row("clients = 64", "clients = 65", "ntp.clients"),
            new Row("client-names = \"hash\"", "client-names = \"off\"", "ntp.client-names"));

    @TempDir
    Path folder;

    private TimeballConfig parse(String toml) throws Exception {
        for (String name : List.of("chain.pem", "key.pem", "other.pem")) {
            Files.writeString(folder.resolve(name), "");
        }
        return ConfigReader.parse(folder.resolve("timeball.toml").toString(), toml);
    }

    @ParameterizedTest
    @FieldSource("AT_ONCE")
    void isTakenAtOnce(Row row) throws Exception {
        var wanted = parse(RUNNING.replace(row.line, row.other));
        assertEquals(new ConfigChange(wanted, List.of(row.name), List.of()), ConfigChange.of(parse(RUNNING), wanted));
    }

    @ParameterizedTest
    @FieldSource("WITH_RESTART")
    void isNamedAndLeft(Row row) throws Exception {
        var running = parse(RUNNING);
        assertEquals(
                new ConfigChange(running, List.of(), List.of(row.name)),
                ConfigChange.of(running, parse(RUNNING.replace(row.line, row.other))));
    }

    /** Until the receiver is there, at the next start, nobody else would tell the time. */
    @Test
    void keepsItsSourcesWhileNothingElseTellsTheTime() throws Exception {
        var running = parse(RUNNING.replace("port = \"/dev/ttyAMA0\"", "use = false"));
        var wanted = parse(RUNNING.replace("[[source]]\nhost = \"192.0.2.1\"\nnts = false\n", ""));
        assertEquals(
                new ConfigChange(running, List.of(), List.of("receiver", "source")), ConfigChange.of(running, wanted));
    }

    @Test
    void takesWhatItCanOfAChangeOfBothKinds() throws Exception {
        var change = ConfigChange.of(
                parse(RUNNING), parse(RUNNING.replace("burst = 8", "burst = 9").replace("threads = 1", "threads = 2")));
        assertEquals(List.of("ntp.burst"), change.atOnce());
        assertEquals(List.of("ntp.threads"), change.withRestart());
        assertEquals(parse(RUNNING.replace("burst = 8", "burst = 9")), change.next());
    }

    @Test
    void isNothingWhereNothingChanged() throws Exception {
        var running = parse(RUNNING);
        assertEquals(new ConfigChange(running, List.of(), List.of()), ConfigChange.of(running, parse(RUNNING)));
    }

    /** Which certificate would be whose cannot be told, nor whose limit. */
    @Test
    void changesNothingOfListenersWhereTheyAreOthers() throws Exception {
        var running = parse(RUNNING);
        var wanted = parse(RUNNING.replace("4460", "4461")
                .replace("key.pem\"\nntp-port", "other.pem\"\nntp-port")
                .replace("connections = 64", "connections = 65"));
        assertEquals(new ConfigChange(running, List.of(), List.of("nts-ke-server")), ConfigChange.of(running, wanted));
    }

    /** What is new in the records has to be put into one of the two tables. */
    @Test
    void everySettingHasARow() {
        long top = TimeballConfig.class.getRecordComponents().length - 1;
        long ofNtp = NtpSettings.class.getRecordComponents().length;
        long ofKeyExchange = KeyExchangeServer.class.getRecordComponents().length - 1; // all but where it listens
        long told = java.util.stream.Stream.of(AT_ONCE, WITH_RESTART)
                .flatMap(List::stream)
                .map(Row::name)
                .distinct()
                .count();
        long parts = 1; // who is asked, and what is common to them
        assertEquals(top + parts + ofNtp + ofKeyExchange, told);
    }
}
