package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SocketAddressTest {

    /** An address of the documentation ranges (RFC 5737, RFC 3849) and the bytes of its structure. */
    record Known(String address, int port, String hex, long high, long low) {
        @Override
        public String toString() {
            return address;
        }
    }

    static final List<Known> KNOWN = List.of(
            new Known("192.0.2.1", 123, "0200" + "007b" + "c0000201" + "00".repeat(8), 0, 0x0000_ffff_c000_0201L),
            new Known("255.255.255.255", 0, "0200" + "0000" + "ffffffff" + "00".repeat(8), 0, 0x0000_ffff_ffff_ffffL),
            new Known(
                    "2001:db8::ff",
                    65_535,
                    "0a00" + "ffff" + "00000000" + "20010db80000000000000000000000ff" + "00000000",
                    0x2001_0db8_0000_0000L,
                    0xffL),
            new Known(
                    "fe80::1%7",
                    123,
                    "0a00" + "007b" + "00000000" + "fe800000000000000000000000000001" + "07000000",
                    0xfe80_0000_0000_0000L,
                    1));

    @ParameterizedTest
    @FieldSource("KNOWN")
    void writesTheStructure(Known row) throws UnknownHostException {
        try (var arena = Arena.ofConfined()) {
            var socketAddress = new InetSocketAddress(InetAddress.getByName(row.address), row.port);
            MemorySegment structure = SocketAddress.encode(arena, socketAddress);
            assertEquals(row.hex, HexFormat.of().formatHex(structure.toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    @ParameterizedTest
    @FieldSource("KNOWN")
    void readsItWhereItLies(Known row) throws UnknownHostException {
        byte[] structure = HexFormat.of().parseHex("ffffff" + row.hex);
        var names = MemorySegment.ofArray(structure);
        assertEquals(row.high, SocketAddress.high(names, 3));
        assertEquals(row.low, SocketAddress.low(names, 3));
        assertEquals(row.port, SocketAddress.port(names, 3));
        var expected = new InetSocketAddress(InetAddress.getByName(row.address), row.port);
        assertEquals(expected, SocketAddress.decode(names, 3));
        // Two addresses are equal whatever their scopes, but people read them.
        assertEquals(
                expected.getAddress().getHostAddress(),
                SocketAddress.decode(names, 3).getAddress().getHostAddress());
    }
}
