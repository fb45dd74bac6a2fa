package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which addresses one machine cannot listen on at once. */
class ListenClaimTest {

    /** What the kernel would refuse as "address already in use", by a program of the same configuration. */
    record Pair(String protocol, String first, String second, boolean isRefused) {
        @Override
        public String toString() {
            return protocol + " " + first + " and " + second;
        }
    }

    static final List<Pair> PAIRS = List.of(
            new Pair("UDP", "[::]:7", "0.0.0.0:7", false),
            new Pair("UDP", "0.0.0.0:7", "[2001:db8::1]:7", false),
            new Pair("UDP", "0.0.0.0:7", "192.0.2.1:7", true),
            new Pair("UDP", "192.0.2.1:7", "0.0.0.0:7", true),
            new Pair("UDP", "192.0.2.1:7", "192.0.2.2:7", false),
            new Pair("UDP", "192.0.2.1:7", "0.0.0.0:8", false),
            new Pair("TCP", "[::]:7", "0.0.0.0:7", true),
            new Pair("TCP", "0.0.0.0:7", "[::]:7", true),
            new Pair("TCP", "192.0.2.1:7", "[::]:7", true),
            new Pair("TCP", "0.0.0.0:7", "[2001:db8::1]:7", false),
            new Pair("TCP", "192.0.2.1:7", "[2001:db8::1]:7", false));

    @ParameterizedTest
    @FieldSource("PAIRS")
    void refusesAnAddressThatAnotherTakesIn(Pair row) {
        String section = row.protocol.equals("UDP")
                ? "[[server]]\nlisten = \"%s\"\n"
                : "[[nts-ke-server]]\ncertificate-chain-path = \"/dev/null\"\nprivate-key-path = \"/dev/null\"\nlisten = \"%s\"\n";
        String text = LEAST + section.formatted(row.first) + section.formatted(row.second);

        assertEquals(row.isRefused, isRefused(text));
    }

    private static boolean isRefused(String text) {
        try {
            ConfigReader.parse(NAME, text);
            return false;
        } catch (ConfigException refused) {
            return true;
        }
    }

    @Test
    void lettingTheKernelChooseThePortIsNoDuplicate() throws ConfigException {
        var config = ConfigReader.parse(NAME, LEAST.replace(":123", ":0") + "[[server]]\nlisten = \"[::]:0\"\n");

        assertEquals(2, config.servers().size());
    }
}
