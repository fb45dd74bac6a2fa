package org.timeball.firmware.appliance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.timeball.firmware.board.gpio.Header;
import org.timeball.firmware.board.gpio.PinSurvey;
import org.timeball.firmware.board.gpio.PinVerdict;
import org.timeball.firmware.board.gpio.PulsePinFinder;
import org.timeball.refclock.linux.PpsListing;
import org.timeball.refclock.time.DeviceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code timeball gpio}: watches the header's pins and says which of them carries the pulse. */
@Command(
        name = "gpio",
        description = "Watches all GPIO pins for 5 s and says which carries the receiver's pulse.",
        mixinStandardHelpOptions = true)
final class GpioCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 1;

    @Spec
    private CommandSpec spec;

    /** For picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    GpioCommand() {}

    @Override
    public Integer call() throws DeviceException, InterruptedException {
        try (var header = Header.open()) {
            var watches = PinSurvey.run(header, new CountDownLatch(1));
            var verdicts = PulsePinFinder.verdicts(watches, ofKernel(PpsListing.ofSystem()));
            spec.commandLine().getOut().print(table(verdicts));
            spec.commandLine().getOut().flush();
            return verdicts.stream().anyMatch(PinVerdict::isFound) ? 0 : NOT_FOUND;
        }
    }

    /** The pins that {@code pps-gpio} holds, and as what it stamps them. */
    static Map<Integer, String> ofKernel(PpsListing listing) {
        return listing.devices().stream()
                .filter(device -> device.gpio().isPresent())
                .collect(Collectors.toMap(
                        device -> device.gpio().getAsInt(),
                        device -> device.path().toString(),
                        (first, _) -> first));
    }

    /** One line a pin, and what follows from them. */
    static String table(List<PinVerdict> verdicts) {
        return verdicts.stream()
                        .map(it -> String.format(
                                Locale.ROOT,
                                "GPIO %-3d %-7s %s\n",
                                it.pin(),
                                it.kind().words(),
                                it.reason()))
                        .collect(Collectors.joining())
                + "\n" + PulsePinFinder.conclusion(verdicts) + "\n";
    }
}
