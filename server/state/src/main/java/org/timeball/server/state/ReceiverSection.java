package org.timeball.server.state;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.timeball.server.state.ReceiverSetUp.Maker;
import org.timeball.server.state.ReceiverSetUp.Survey;
import org.timeball.server.state.TimeballConfig.Receiver;

/** Reads {@code [receiver]}; units, limits and defaults are those of {@link Receiver} and {@link ReceiverSetUp}. */
final class ReceiverSection {

    private static final String AUTO = "auto";

    /** What is most likely meant without its folder: {@code ttyS0}, {@code serial/by-id/usb-u-blox_AG}. */
    private static final Pattern NAME_IN_DEV = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");

    private static final List<Optional<Maker>> MAKERS =
            List.of(Optional.empty(), Optional.of(Maker.UBLOX), Optional.of(Maker.MEDIATEK));

    private final ConfigTable table;

    ReceiverSection(ConfigTable table) {
        this.table = table;
    }

    /** @param hasSources something else tells the time, too */
    Receiver read(boolean hasSources) {
        boolean isUsed = isUsed(hasSources);
        var port = port();
        var pulse = pulse();
        if (pulse instanceof PulseChoice.CarrierDetect && port.isEmpty()) {
            table.report("pulse", "\"dcd\" is a line of a named port", "write port = \"/dev/ttyAMA0\" as well");
            pulse = Receiver.DEFAULT_PULSE;
        }
        var baud = baud();
        boolean isUncheckedAllowed = unchecked(port.isPresent() && baud.isPresent());
        var receiver = new Receiver(isUsed, port, baud, pulse, sentenceDelay(), delays(), setUp(), isUncheckedAllowed);
        table.refuseTheRest();
        return receiver;
    }

    private boolean isUsed(boolean hasSources) {
        boolean isUsed = table.flag("use", true);
        if (!isUsed && !hasSources) {
            table.report("use", "nothing else tells the time", "leave this line out, or name a [[source]]");
        }
        return isUsed || !hasSources;
    }

    /** What is found by listening is found by its checksums. */
    private boolean unchecked(boolean isLineKnown) {
        boolean isAllowed = table.flag("allow-unchecksummed", false);
        if (isAllowed && !isLineKnown) {
            table.report(
                    "allow-unchecksummed",
                    "a receiver without checksums cannot be found by listening",
                    "write port and baud as well, as port = \"/dev/ttyAMA0\" and baud = 9600");
        }
        return isAllowed && isLineKnown;
    }

    /** A device is named in full, and need not be there yet. */
    private Optional<Path> port() {
        String port = table.text("port", AUTO);
        if (port.equals(AUTO)) {
            return Optional.empty();
        }
        try {
            if (!port.isBlank() && Path.of(port).isAbsolute()) {
                return Optional.of(Path.of(port));
            }
        } catch (InvalidPathException notAPath) {
            // reported with the empty ones
        }
        boolean isName = NAME_IN_DEV.matcher(port).matches();
        table.report(
                "port",
                port.isBlank() ? "no serial port is named" : '"' + port + "\" is no device's path",
                "write port = \"/dev/%s\", or leave it out to have it found".formatted(isName ? port : "ttyAMA0"));
        return Optional.empty();
    }

    private OptionalInt baud() {
        return table.says("baud", AUTO) ? OptionalInt.empty() : rate("baud");
    }

    private OptionalInt rate(String key) {
        int slowest = Receiver.BAUD_RATES.getFirst();
        int fastest = Receiver.BAUD_RATES.getLast();
        var rate = table.optionalInteger(key, new Range(slowest, fastest, "bits a second"));
        if (rate.isEmpty() || Receiver.BAUD_RATES.contains(rate.getAsInt())) {
            return rate;
        }
        table.report(key, rate.getAsInt() + " is no rate that receivers speak", "write one of " + Receiver.BAUD_RATES);
        return OptionalInt.empty();
    }

    private PulseChoice pulse() {
        String text = table.text("pulse", "/dev/pps0");
        var choice = PulseChoice.ofWord(text);
        if (choice.isPresent()) {
            return choice.get();
        }
        if (text.startsWith("gpio:") || !text.contains("/")) {
            table.report(
                    "pulse",
                    '"' + text + "\" is no pulse",
                    "write a device as \"/dev/pps0\", \"auto\", \"dcd\", \"none\", or a pin from \"gpio:%d\" to \"gpio:%d\""
                            .formatted(PulseChoice.FIRST_PIN, PulseChoice.LAST_PIN));
            return Receiver.DEFAULT_PULSE;
        }
        return new PulseChoice.Device(table.path("pulse", Path.of("/dev/pps0")));
    }

    private OptionalDouble sentenceDelay() {
        return table.optionalReal("sentence-delay-seconds", Receiver.SENTENCE_DELAY);
    }

    private PulseDelays delays() {
        return new PulseDelays(
                table.realOrWord("latency", PulseDelays.LATENCY, PulseDelays.BY_BOARD),
                table.real("antenna-cable-metres", PulseDelays.CABLE, 0),
                table.optionalReal("antenna-cable-ns-per-metre", PulseDelays.CABLE_SPEED),
                table.optionalReal("calibration-seconds", PulseDelays.CALIBRATION));
    }

    private ReceiverSetUp setUp() {
        var defaults = ReceiverSetUp.DEFAULT;
        return new ReceiverSetUp(
                table.flag("set-up", defaults.isWanted()),
                rate("set-up-baud").orElse(defaults.baud()),
                table.choice("survey", List.of(Survey.values()), Survey::words, defaults.survey()),
                table.flag("save", defaults.isSaved()),
                table.choice("maker", MAKERS, maker -> maker.map(Maker::words).orElse(AUTO), defaults.maker()));
    }
}
