package org.timeball.firmware.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.timeball.firmware.board.gpio.PinVerdict;
import org.timeball.refclock.linux.PpsListing;

class GpioCommandTest {

    @Test
    void printsALineForEachPinAndWhatFollows() {
        assertEquals(
                """
                GPIO 2   silent  no edge
                GPIO 18  pulse   one pulse a second, high for 100 ms

                write dtoverlay=pps-gpio,gpiopin=18 into config.txt and restart
                """,
                GpioCommand.table(List.of(
                        new PinVerdict(2, PinVerdict.Kind.SILENT, "no edge"),
                        new PinVerdict(18, PinVerdict.Kind.PULSE, "one pulse a second, high for 100 ms"))));
    }

    @Test
    void knowsThePinsThatTheKernelStamps() {
        var listing = new PpsListing(List.of(
                new PpsListing.Device(Path.of("/dev/pps0"), "pps@12.-1", Path.of("")),
                new PpsListing.Device(Path.of("/dev/pps1"), "serial0", Path.of("/dev/ttyS0"))));
        assertEquals(Map.of(18, "/dev/pps0"), GpioCommand.ofKernel(listing));
    }
}
