package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.ConfigException.Problem;

/** What is said of mistakes: place, value, limits and what to write, all of them at once. */
class ConfigMistakesTest {

    /** One mistake added to the end of {@link #LEAST}, whose five lines come before it, and what is said of it. */
    record Mistake(String added, String said) {
        @Override
        public String toString() {
            return added.strip();
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake("[clock]\nsteer = \"yes\"", """
                    /etc/timeball/timeball.toml:7:9: clock.steer: "yes" is text, must be true or false
                      steer = "yes"
                              ^ write steer = false"""),
            new Mistake("[leap]\nmode = \"smeer\"", """
                    /etc/timeball/timeball.toml:7:8: leap.mode: "smeer" is none of them
                      mode = "smeer"
                             ^ write one of "kernel", "step", "slew", "smear", "ignore\""""),
            new Mistake("[leap]\ncold-start-seconds = 3601", """
                    /etc/timeball/timeball.toml:7:22: leap.cold-start-seconds: 3601 is out of range 0..3600 (seconds)
                      cold-start-seconds = 3601
                                           ^ write 3600"""),
            new Mistake("[clock]\nsteeer = true", """
                    /etc/timeball/timeball.toml:7:1: clock.steeer is not a known key
                      steeer = true
                      ^ did you mean steer?"""),
            new Mistake("[clock]\nfoo = true", """
                    /etc/timeball/timeball.toml:7:1: clock.foo is not a known key
                      foo = true
                      ^ known here: holdover-limit-seconds, steer, systematic-error-seconds, temperature"""),
            new Mistake("[clock]\n\tholdover_limit_seconds = 1.0", """
                    /etc/timeball/timeball.toml:7:2: clock.holdover_limit_seconds is not a known key
                      \tholdover_limit_seconds = 1.0
                      \t^ did you mean holdover-limit-seconds?"""),
            new Mistake("[clock]\nholdover-limit-seconds = 5", """
                    /etc/timeball/timeball.toml:7:26: clock.holdover-limit-seconds: 5 is out of range 1.0E-6..1 (seconds)
                      holdover-limit-seconds = 5
                                               ^ write 1"""),
            new Mistake("[clock]\nholdover-limit-seconds = nan", """
                    /etc/timeball/timeball.toml:7:26: clock.holdover-limit-seconds: NaN is out of range 1.0E-6..1 (seconds)
                      holdover-limit-seconds = nan
                                               ^ write a number"""),
            new Mistake("[keyset]\nstale-key-count = 1.5", """
                    /etc/timeball/timeball.toml:7:19: keyset.stale-key-count: 1.5 is a number with a fraction, must be a whole number
                      stale-key-count = 1.5
                                        ^ write stale-key-count = 0"""),
            new Mistake("[keyset]\nshared-secret-path = \"secret\"\nkey-rotation-interval-seconds = 3600", """
                    /etc/timeball/timeball.toml:8:33: keyset.key-rotation-interval-seconds: keys from a shared secret change with the day, at midnight UTC
                      key-rotation-interval-seconds = 3600
                                                      ^ leave this line out"""),
            new Mistake("[keyset]\nstale-key-count = 9223372036854775807", """
                    /etc/timeball/timeball.toml:7:19: keyset.stale-key-count: 9223372036854775807 is out of range 0..64 (keys)
                      stale-key-count = 9223372036854775807
                                        ^ write 64"""),
            new Mistake("[[server]]\nlisten = \"localhost:123\"", """
                    /etc/timeball/timeball.toml:7:10: server.listen: "localhost:123" is not an address and port
                      listen = "localhost:123"
                               ^ write numbers, as "127.0.0.1:11123" or "[::]:123"; the port is 0 to 65535"""),
            new Mistake("[[server]]\nlisten = \"[::]:123\"", """
                    /etc/timeball/timeball.toml:7:10: server.listen: [::]:123 is already listened on, UDP
                      listen = "[::]:123"
                               ^ name another port, or leave one of the two out"""),
            new Mistake("[[server]]\nlisten = \"[2001:db8::1]:123\"", """
                    /etc/timeball/timeball.toml:7:10: server.listen: [::]:123 is already listened on, UDP, and takes in [2001:db8::1]:123
                      listen = "[2001:db8::1]:123"
                               ^ name another port, or leave one of the two out"""),
            new Mistake("[[server]]\n", """
                    /etc/timeball/timeball.toml:6:1: server.listen is missing
                      [[server]]
                      ^ write under [server]: listen = "0.0.0.0:123\""""),
            new Mistake(
                    "[web]\nlisten = \"[::]:443\"\ncertificate-chain-path = \"no.pem\"\nprivate-key-path = \"/dev/null\"",
                    """
                    /etc/timeball/timeball.toml:8:26: web.certificate-chain-path: there is no file /etc/timeball/no.pem
                      certificate-chain-path = "no.pem"
                                               ^ correct the path; one that does not begin with / counts from this file's folder"""),
            new Mistake(
                    "[web]\nlisten = \"[::]:443\"\ncertificate-chain-path = \"/dev/null\"\nprivate-key-path = \"/dev/null\"\nhost-names = [\"a.example:443\"]",
                    """
                    /etc/timeball/timeball.toml:10:14: web.host-names: "a.example:443" is no name of a host
                      host-names = ["a.example:443"]
                                   ^ write it as "timeball.local", without a port; addresses in numbers need no name"""),
            new Mistake(
                    "[web]\nlisten = \"[::]:443\"\ncertificate-chain-path = \"/dev\"\nprivate-key-path = \"/dev/null\"",
                    """
                    /etc/timeball/timeball.toml:8:26: web.certificate-chain-path: /dev is a folder
                      certificate-chain-path = "/dev"
                                               ^ name the file in it"""),
            new Mistake(
                    "[[nts-ke-server]]\nlisten = \"[::]:4460\"\ncertificate-chain-path = \"/dev/null\"\nprivate-key-path = \"/dev/null\"\n[nts-ke-server.certificate]\nprivate-key-path = \"/dev/null\"",
                    """
                    /etc/timeball/timeball.toml:10:1: nts-ke-server.certificate may be there several times
                      [nts-ke-server.certificate]
                      ^ write [[nts-ke-server.certificate]] with double brackets"""),
            new Mistake("[nts-ke-server]\nlisten = \"[::]:4460\"", """
                    /etc/timeball/timeball.toml:6:1: nts-ke-server may be there several times
                      [nts-ke-server]
                      ^ write [[nts-ke-server]] with double brackets"""),
            new Mistake("[[clock]]\nsteer = true", """
                    /etc/timeball/timeball.toml:6:1: clock is there once
                      [[clock]]
                      ^ write [clock] with single brackets"""),
            new Mistake("[keyset]\nkey-storage-path = \"\\u0000\"", """
                    /etc/timeball/timeball.toml:7:20: keyset.key-storage-path: that is not a path
                      key-storage-path = "\\u0000"
                                         ^ give a path, as "/etc/timeball/name.pem\""""),
            new Mistake("[keyset\n", """
                    /etc/timeball/timeball.toml:6:8: Unexpected end of line, expected ]
                      [keyset
                             ^ write one key = value a line, text in double quotes"""),
            new Mistake("[receiver]\nbaud = 9600", """
                    /etc/timeball/timeball.toml:6:1: receiver previously defined at line 2, column 1
                      [receiver]
                      ^ write one key = value a line, text in double quotes"""));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhereAndWhatAndWhatToWrite(Mistake row) {
        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, LEAST + row.added));

        assertEquals(row.said, mistaken.getMessage());
    }

    /** Whole texts with more than one thing wrong, and the problems in the order in which they are told. */
    record Mess(String name, String text, List<String> problems) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Mess> MESSES = List.of(
            new Mess("empty", "", List.of("schema is missing", "server is missing")),
            new Mess(
                    "of another schema",
                    LEAST.replace("schema = 1", "schema = 2"),
                    List.of("schema: 2 is out of range 1..1 (the schema of this version)")),
            new Mess(
                    "section for key",
                    "schema = 1\nclock = 3\nreceiver = \"x\"\nserver = true\n",
                    List.of("clock is a section", "receiver is a section", "server may be there several times")),
            new Mess(
                    "light and button on the pulse's pin",
                    """
                    schema = 1
                    [receiver]
                    pulse = "gpio:18"
                    [board]
                    status-led = 18
                    button = 18
                    [[server]]
                    listen = "[::]:123"
                    """,
                    List.of("board.status-led: GPIO 18 carries the pulse", "board.button: GPIO 18 carries the pulse")),
            new Mess(
                    "everything",
                    """
                    schema = "one"
                    state-dir = "/x"
                    [receiver]
                    baud = 9601
                    port = " "
                    puls = "/dev/pps0"
                    pulse = "pps0"
                    survey = "short"
                    sentence-delay-seconds = 2
                    [board]
                    status-led = 17
                    button = 17
                    [[server]]
                    listen = 123
                    listn = "[::]:123"
                    [[nts-ke-server]]
                    listen = "127.0.0.1:70000"
                    ntp-port = 0
                    """,
                    List.of(
                            "schema: \"one\" is text, must be a whole number",
                            "state-dir is not a known key",
                            "receiver.baud: 9601 is no rate that receivers speak",
                            "receiver.port: no serial port is named",
                            "receiver.puls is not a known key",
                            "receiver.pulse: \"pps0\" is no pulse",
                            "receiver.survey: \"short\" is none of them",
                            "receiver.sentence-delay-seconds: 2 is out of range 0..1 (seconds)",
                            "board.button: GPIO 17 has the light",
                            "server.listen: 123 is a whole number, must be an address in quotes",
                            "server.listn is not a known key",
                            "nts-ke-server.certificate-chain-path is missing",
                            "nts-ke-server.private-key-path is missing",
                            "nts-ke-server.listen: \"127.0.0.1:70000\" is not an address and port",
                            "nts-ke-server.ntp-port: 0 is out of range 1..65535 (port)")));

    @ParameterizedTest
    @FieldSource("MESSES")
    void tellsAllMistakesAtOnce(Mess row) {
        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, row.text));

        assertEquals(
                row.problems, mistaken.problems().stream().map(Problem::problem).toList());
    }
}
