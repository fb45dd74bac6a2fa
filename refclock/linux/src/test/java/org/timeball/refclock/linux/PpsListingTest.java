package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as the kernel lays them out. */
class PpsListingTest {

    @TempDir
    Path folder;

    private void device(String directory, String name, String path) throws IOException {
        Path made = Files.createDirectory(folder.resolve(directory));
        Files.writeString(made.resolve("name"), name + "\n");
        Files.writeString(made.resolve("path"), path + "\n");
    }

    @Test
    void listsDevicesInTheOrderOfTheirNumbers() throws IOException {
        device("pps10", "ktimer", "");
        device("pps2", "serial0", "/dev/ttyS0");
        device("pps0", "pps@12.-1", "");
        device("pps1", "pps@4", "");
        Files.createDirectory(folder.resolve("ppsx"));

        var devices = PpsListing.of(folder).devices();

        assertEquals(
                List.of("/dev/pps0", "/dev/pps1", "/dev/pps2", "/dev/pps10"),
                devices.stream().map(device -> device.path().toString()).toList());
        assertEquals(
                List.of(OptionalInt.of(18), OptionalInt.of(4), OptionalInt.empty(), OptionalInt.empty()),
                devices.stream().map(PpsListing.Device::gpio).toList());
        assertFalse(devices.get(0).isOfSerialPort());
        assertTrue(devices.get(2).isOfSerialPort());
        assertEquals(Path.of("/dev/ttyS0"), devices.get(2).serialPort());
        assertTrue(devices.get(0).isOfReceiver());
        assertFalse(devices.get(3).isOfReceiver(), "it ticks with the clock that is to be set");
    }

    @Test
    void tellsOfADeviceThatStampsTheSameLine() throws IOException {
        device("pps0", "pps@12.-1", "");
        device("pps1", "serial0", "/dev/ttyS0");
        device("pps2", "pps@12", "");
        device("pps3", "pps@4", "");
        device("pps4", "serial0", "/dev/ttyS0");

        var listing = PpsListing.of(folder);

        assertEquals("/dev/pps2", twin(listing, "/dev/pps0"));
        assertEquals("/dev/pps4", twin(listing, "/dev/pps1"));
        assertEquals("", twin(listing, "/dev/pps3"));
        assertEquals("", twin(listing, "/dev/pps9"));
    }

    private static String twin(PpsListing listing, String path) {
        return listing.twinOf(Path.of(path))
                .map(device -> device.path().toString())
                .orElse("");
    }

    @Test
    void listsNoneWhereThereIsNoFolder() {
        assertEquals(List.of(), PpsListing.of(folder.resolve("missing")).devices());
    }
}
