package org.timeball.server.keyexchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ClientNetworkTest {

    record Pair(String one, String other, boolean areOne) {
        @Override
        public String toString() {
            return one + " and " + other;
        }
    }

    /** Addresses of the documentation ranges (RFC 5737, RFC 3849). */
    static final List<Pair> PAIRS = List.of(
            new Pair("192.0.2.1", "192.0.2.1", true),
            new Pair("192.0.2.1", "192.0.2.2", false),
            new Pair("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true),
            new Pair("2001:db8::1", "2001:db8:0:1::1", false),
            new Pair("0.0.0.1", "::1", false),
            new Pair("::ffff:192.0.2.1", "192.0.2.1", true));

    @ParameterizedTest
    @FieldSource("PAIRS")
    void tellsNetworksApart(Pair row) {
        var one = ClientNetwork.of(InetAddress.ofLiteral(row.one).getAddress());
        var other = ClientNetwork.of(InetAddress.ofLiteral(row.other).getAddress());

        assertEquals(row.areOne, one.equals(other));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,       192.0.2.1",
        "255.255.0.128,   255.255.0.128",
        "2001:db8:0:1::7, 2001:db8:0:1::/64",
        "::1,             0:0:0:0::/64"
    })
    void saysWhichItIs(String address, String words) {
        assertEquals(
                words,
                ClientNetwork.of(InetAddress.ofLiteral(address).getAddress()).words());
    }
}
