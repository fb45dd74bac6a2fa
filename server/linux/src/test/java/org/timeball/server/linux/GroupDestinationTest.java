package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Whether a datagram was for us alone, by the kernel's word and by bytes. */
@Timeout(60)
class GroupDestinationTest {

    /**
     * @param hex one control message as the kernel writes it: IPv4 has the address to answer from, then the one asked
     */
    record Row(String name, String hex, boolean isSentToMany) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String IPV4 = "1c00000000000000" + "00000000" + "08000000" + "02000000";
    private static final String IPV6 = "2400000000000000" + "29000000" + "32000000";

    static final List<Row> ROWS = List.of(
            new Row("our IPv4 address", IPV4 + "c0000201" + "c0000201", false),
            new Row("the broadcast address of our network", IPV4 + "c0000201" + "c00002ff", true),
            new Row("everybody on the link", IPV4 + "c0000201" + "ffffffff", true),
            new Row("NTP's group of IPv4", IPV4 + "c0000201" + "e0000101", true),
            new Row("our IPv6 address", IPV6 + "20010db8000000000000000000000001" + "02000000", false),
            new Row("our link-local address", IPV6 + "fe800000000000000000000000000001" + "02000000", false),
            new Row("NTP's group of IPv6", IPV6 + "ff020000000000000000000000000101" + "02000000", true),
            new Row("all nodes on the link", IPV6 + "ff020000000000000000000000000001" + "02000000", true),
            new Row("the kernel does not tell", "", false));

    @ParameterizedTest
    @FieldSource("ROWS")
    void isReadFromTheKernelsMessage(Row row) {
        MemorySegment control = Arena.ofAuto().allocate(ControlMessages.OCTETS, Long.BYTES);
        byte[] bytes = HexFormat.of().parseHex(row.hex);
        MemorySegment.copy(bytes, 0, control, ValueLayout.JAVA_BYTE, 0, bytes.length);

        assertEquals(row.isSentToMany, ControlMessages.isSentToMany(control, 0, bytes.length));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.1, false",
        "0.0.0.0, 127.0.0.9, false",
        "0.0.0.0, 127.255.255.255, true",
        "::, ::1, false"
    })
    void isWhatTheKernelSays(String listens, String asked, boolean isSentToMany) throws Exception {
        var batch = new UdpBatch();
        try (var server = UdpSocket.bind(new InetSocketAddress(listens, 0));
                var client = DatagramChannel.open().setOption(StandardSocketOptions.SO_BROADCAST, true)) {
            client.send(
                    ByteBuffer.allocate(48),
                    new InetSocketAddress(asked, server.localAddress().getPort()));

            assertEquals(1, server.receive(batch));

            assertEquals(isSentToMany, batch.isSentToMany(0));
        }
    }

    /** The socket of one address gets nothing that was sent to others. */
    @Test
    void aSocketOfOneAddressHearsNoBroadcast() throws Exception {
        var batch = new UdpBatch();
        try (var server = UdpSocket.bind(new InetSocketAddress("127.0.0.1", 0));
                var client = DatagramChannel.open().setOption(StandardSocketOptions.SO_BROADCAST, true)) {
            int port = server.localAddress().getPort();
            client.send(ByteBuffer.allocate(48), new InetSocketAddress("127.255.255.255", port));
            client.send(ByteBuffer.allocate(20), new InetSocketAddress("127.0.0.1", port));

            assertEquals(1, server.receive(batch));

            assertEquals(20, batch.length(0));
        }
    }
}
