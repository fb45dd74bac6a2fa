package org.timeball.firmware.appliance.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Addresses in text. */
class ShortenedAddressesTest {

    record Row(String text, String shortened) {
        @Override
        public String toString() {
            return text;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("from 203.0.113.77.", "from 203.0.113.x."),
            new Row("203.0.113.77:123", "203.0.113.77:123".replace("77", "x")),
            new Row("[2001:db8:1:2::77]:123", "[2001:db8:1:x]:123"),
            new Row("2001:db8::1, ::ffff:203.0.113.77", "2001:db8:0:x, ::ffff:203.0.113.x"),
            new Row("127.0.0.1 and ::1 and 0.0.0.0 and [::]:123", "127.0.0.1 and ::1 and 0.0.0.0 and [::]:123"),
            new Row("at 12:34:56", "at 12:34:56"),
            new Row("AB:CD:EF:01:23:45:67:89:AB:CD", "AB:CD:EF:01:23:45:67:89:AB:CD"),
            new Row("version 1.2.3", "version 1.2.3"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void leadsToNobody(Row row) {
        assertEquals(row.shortened, ShortenedAddresses.in(row.text));
    }

    /** No address as Java writes it is left, wherever it stands in a sentence or in JSON. */
    @Test
    void leavesNoAddressWhole() throws UnknownHostException {
        var random = new Random(20_272);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(octets);
            octets[0] = 32;
            var address = InetAddress.getByAddress(octets).getHostAddress();
            for (String around : List.of("%s", "\"from\" : \"%s\",", "by %s, twice", "[%s]:4460", "%s/24")) {
                assertFalse(ShortenedAddresses.in(around.formatted(address)).contains(address), address);
            }
        }
    }
}
