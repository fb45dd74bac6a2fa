package org.timeball.firmware.appliance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;

class DemoConfigurationTest {

    @TempDir
    Path path;

    @Test
    void isWhatTheReaderUnderstands() throws ConfigException, IOException {
        var folder = new DemoFolder(path, false);
        Files.createDirectories(folder.state());
        var orders = new DemoOrders(Optional.of(path), 11_123, 14_460, 18_443, Optional.empty(), 5e-5);

        var text = DemoConfiguration.text(orders, folder, Path.of("/dev/pts/7"), folder.controlSocket());
        var read = ConfigReader.parse(folder.configuration().toString(), text);

        assertFalse(read.clock().steer());
        assertEquals(OptionalDouble.of(5e-5), read.clock().holdoverLimitSeconds());
        assertEquals(Optional.of(Path.of("/dev/pts/7")), read.receiver().port());
        assertFalse(read.receiver().setUp().isWanted(), "nobody would answer");
        assertEquals(folder.controlSocket(), read.controlSocket());
        assertEquals(
                "127.0.0.1", read.servers().getFirst().listen().getAddress().getHostAddress());
        assertEquals(14_460, read.keyExchangeServers().getFirst().listen().getPort());
        assertEquals(
                OptionalInt.of(11_123), read.keyExchangeServers().getFirst().ntpPort());
    }
}
