package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.ConfigException.Problem;

/** {@code [ntp]} as an operator writes it, and gets it wrong. */
class NtpSectionTest {

    private static NtpSettings settings(String lines) throws ConfigException {
        return ConfigReader.parse(NAME, LEAST + "[ntp]\n" + lines).ntp();
    }

    @Test
    void measuresTheBurstByTheRate() throws ConfigException {
        assertEquals(
                OptionalDouble.empty(),
                settings("requests-per-second = \"unlimited\"").requestsPerSecond());
        assertEquals(8, settings("requests-per-second = 1").burst());
        assertEquals(250, settings("requests-per-second = 5000").burst());
    }

    /** One mistake in the section's first line, which is the file's seventh, and what is said of it. */
    record Mistake(String added, String said) {
        @Override
        public String toString() {
            return added;
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake("allow = [\"192.0.2.0/33\"]", """
                    /etc/timeball/timeball.toml:7:9: ntp.allow: "192.0.2.0/33" is no network
                      allow = ["192.0.2.0/33"]
                              ^ write numbers, as "192.0.2.0/24" or "2001:db8::/32\""""),
            new Mistake("allow = [\"time.example.org\"]", """
                    /etc/timeball/timeball.toml:7:9: ntp.allow: "time.example.org" is no network
                      allow = ["time.example.org"]
                              ^ write numbers, as "192.0.2.0/24" or "2001:db8::/32\""""),
            new Mistake("deny = \"192.0.2.7\"", """
                    /etc/timeball/timeball.toml:7:8: ntp.deny: "192.0.2.7" is text, must be a list of texts
                      deny = "192.0.2.7"
                             ^ write deny = ["192.0.2.0/24", "2001:db8::/32"]"""),
            new Mistake("deny = [7]", """
                    /etc/timeball/timeball.toml:7:8: ntp.deny: not all in the list is text
                      deny = [7]
                             ^ write deny = ["192.0.2.0/24", "2001:db8::/32"]"""),
            new Mistake("requests-per-second = 0", """
                    /etc/timeball/timeball.toml:7:23: ntp.requests-per-second: 0 is out of range 0.01..1000000 (requests a second)
                      requests-per-second = 0
                                            ^ write 0.01"""),
            new Mistake("threads = 65", """
                    /etc/timeball/timeball.toml:7:11: ntp.threads: 65 is out of range 1..64 (threads)
                      threads = 65
                                ^ write 64"""),
            new Mistake("client-names = \"none\"", """
                    /etc/timeball/timeball.toml:7:16: ntp.client-names: "none" is none of them
                      client-names = "none"
                                     ^ write one of "address", "prefix", "hash", "off\""""));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhereAndWhatAndWhatToWrite(Mistake row) {
        var mistaken = assertThrows(ConfigException.class, () -> settings(row.added));

        assertEquals(row.said, mistaken.getMessage());
    }

    @Test
    void takesNoMoreNetworksThanCanBeLookedThrough() throws ConfigException {
        String lines = "allow = [" + "\"192.0.2.1\", ".repeat(200) + "]\ndeny = [" + "\"192.0.2.1\", ".repeat(56);
        assertEquals(200, settings(lines + "]").allow().size());

        var mistaken = assertThrows(ConfigException.class, () -> settings(lines + "\"192.0.2.1\"]"));
        assertEquals(
                List.of("ntp.deny: 257 networks in allow and deny, at most 256 are looked through for each request"),
                mistaken.problems().stream().map(Problem::problem).toList());
    }

    @Test
    void aNetworkHasNoMoreBitsThanItsAddress() {
        assertThrows(IllegalArgumentException.class, () -> new Network(InetAddress.ofLiteral("192.0.2.0"), 33));
        assertThrows(IllegalArgumentException.class, () -> new Network(InetAddress.ofLiteral("::"), -1));
    }
}
