package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @Test
    void readsBothFamilies() {
        assertEquals(Optional.of(new InetSocketAddress("127.0.0.1", 11_123)), ListenAddress.parse("127.0.0.1:11123"));
        assertEquals(Optional.of(new InetSocketAddress("0.0.0.0", 0)), ListenAddress.parse("0.0.0.0:0"));
        assertEquals(Optional.of(new InetSocketAddress("::", 123)), ListenAddress.parse("[::]:123"));
        assertEquals(
                Optional.of(new InetSocketAddress("2001:db8::1", 65_535)), ListenAddress.parse("[2001:DB8::1]:65535"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "123",
                ":123",
                "*:123",
                "localhost:123",
                "127.1:123",
                "1:123",
                "256.0.0.1:123",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "::1:123",
                "[::1]",
                "[::1]:123x",
                "[::g]:123",
                "[127.0.0.1]:123 ",
                "[]:123",
                "127.0.0.1:999999",
                "[1:2:3:4:5:6:7:8:9]:1"
            })
    void refusesTheRest(String text) {
        assertEquals(Optional.empty(), ListenAddress.parse(text));
    }
}
