package org.timeball.firmware.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialPortsTest {

    @TempDir
    Path devices;

    @Test
    void listsTheLikeliestFirstAndEachOnce() throws Exception {
        for (String name : List.of("ttyS0", "ttyAMA0", "ttyAMA10", "ttyUSB1", "ttyUSB0", "ttyACM0", "tty1", "null")) {
            Files.createFile(devices.resolve(name));
        }
        Files.createSymbolicLink(devices.resolve("serial0"), devices.resolve("ttyAMA0"));
        Files.createSymbolicLink(devices.resolve("gps0"), devices.resolve("ttyUSB1"));
        Files.createSymbolicLink(devices.resolve("gps1"), devices.resolve("ttyUSB7"));
        assertEquals(
                List.of("gps0", "ttyACM0", "ttyUSB0", "serial0", "ttyS0"),
                SerialPorts.candidates(devices).stream()
                        .map(path -> path.getFileName().toString())
                        .toList());
    }

    @Test
    void findsNoneWhereThereIsNoFolder() {
        assertEquals(List.of(), SerialPorts.candidates(devices.resolve("missing")));
    }
}
