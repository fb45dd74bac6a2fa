package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;
import static org.timeball.server.state.ConfigTexts.withReceiver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code [receiver]}: its port, its pulse, what delays it. */
class ReceiverSectionTest {

    /** One wrong value of a pulse's delays, and what is said of it. */
    record Delay(String line, String said) {
        @Override
        public String toString() {
            return line;
        }
    }

    static final List<Delay> DELAYS = List.of(
            new Delay("latency = \"fast\"", "\"fast\" is text, must be \"auto\" or a number"),
            new Delay("latency = -1e-6", "-1.0E-6 is out of range 0..0.02 (seconds)"),
            new Delay("antenna-cable-metres = 1001", "1001 is out of range 0..1000 (metres)"),
            new Delay("antenna-cable-ns-per-metre = 3.0", "3.0 is out of range 3.3..10 (nanoseconds a metre)"),
            new Delay("calibration-seconds = true", "true is true or false, must be a number"),
            new Delay("calibration-seconds = nan", "NaN is out of range -0.05..0.05 (seconds)"));

    @ParameterizedTest
    @FieldSource("DELAYS")
    void refusesADelayThatCannotBe(Delay row) {
        String text = LEAST.replace("port =", row.line + "\nport =");

        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, text));

        assertTrue(String.valueOf(mistaken.getMessage()).contains(row.said), mistaken.getMessage());
    }

    @Test
    void takesTheBoardsLatencyWhenToldToOrNot() throws ConfigException {
        var told = ConfigReader.parse(NAME, LEAST.replace("port =", "latency = \"auto\"\nport ="));

        assertEquals(PulseDelays.DEFAULT, told.receiver().delays());
    }

    record Pulse(String receiver, PulseChoice choice) {
        @Override
        public String toString() {
            return receiver;
        }
    }

    static final List<Pulse> PULSES = List.of(
            new Pulse("pulse = \"auto\"", new PulseChoice.Auto()),
            new Pulse("pulse = \"none\"", new PulseChoice.None()),
            new Pulse("pulse = \"gpio:18\"", new PulseChoice.Gpio(18)),
            new Pulse("pulse = \"dcd\"\nport = \"/dev/ttyS0\"", new PulseChoice.CarrierDetect()),
            new Pulse("pulse = \"/dev/pps3\"", new PulseChoice.Device(Path.of("/dev/pps3"))));

    @ParameterizedTest
    @FieldSource("PULSES")
    void readsEveryKindOfPulse(Pulse row) throws ConfigException {
        var text = withReceiver(row.receiver);
        assertEquals(row.choice, ConfigReader.parse(NAME, text).receiver().pulse());
    }

    @Test
    void findsPortAndBaudByItselfUnlessToldOtherwise() throws ConfigException {
        for (String said : List.of("", "port = \"auto\"\nbaud = \"auto\"")) {
            var receiver = ConfigReader.parse(NAME, withReceiver(said)).receiver();
            assertEquals(Optional.empty(), receiver.port());
            assertEquals(OptionalInt.empty(), receiver.baud());
        }
    }

    /** A port that is none, and what is said of it. */
    record Port(String port, String said) {
        @Override
        public String toString() {
            return port;
        }
    }

    static final List<Port> PORTS = List.of(
            new Port("ttyS0", """
                    /etc/timeball/timeball.toml:3:8: receiver.port: "ttyS0" is no device's path
                      port = "ttyS0"
                             ^ write port = "/dev/ttyS0", or leave it out to have it found"""),
            new Port("serial/by-id/usb-u-blox_AG-if00", """
                    /etc/timeball/timeball.toml:3:8: receiver.port: "serial/by-id/usb-u-blox_AG-if00" is no device's path
                      port = "serial/by-id/usb-u-blox_AG-if00"
                             ^ write port = "/dev/serial/by-id/usb-u-blox_AG-if00", or leave it out to have it found"""),
            new Port("./ttyS0", """
                    /etc/timeball/timeball.toml:3:8: receiver.port: "./ttyS0" is no device's path
                      port = "./ttyS0"
                             ^ write port = "/dev/ttyAMA0", or leave it out to have it found"""),
            new Port("", """
                    /etc/timeball/timeball.toml:3:8: receiver.port: no serial port is named
                      port = ""
                             ^ write port = "/dev/ttyAMA0", or leave it out to have it found"""));

    @ParameterizedTest
    @FieldSource("PORTS")
    void refusesAPortThatIsNoPath(Port row) {
        String text = withReceiver("port = \"%s\"".formatted(row.port));

        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, text));

        assertEquals(row.said, mistaken.getMessage());
    }

    @Test
    void believesUncheckedSentencesWhereTheLineIsKnownAlone() throws ConfigException {
        String line = "port = \"/dev/ttyS0\"\nbaud = 9600\n";
        assertFalse(ConfigReader.parse(NAME, withReceiver(line)).receiver().allowUnchecksummed());
        assertTrue(ConfigReader.parse(NAME, withReceiver(line + "allow-unchecksummed = true"))
                .receiver()
                .allowUnchecksummed());
        for (String unknown :
                List.of("", "baud = 9600\n", "port = \"/dev/ttyS0\"\n", line.replace("9600", "\"auto\""))) {
            String text = withReceiver(unknown + "allow-unchecksummed = true");

            var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, text));

            assertTrue(
                    String.valueOf(mistaken.getMessage()).contains("cannot be found by listening"),
                    mistaken.getMessage());
        }
    }
}
