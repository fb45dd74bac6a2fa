package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.firmware.board.gpio.SharedHeader;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.PulseKind;
import org.timeball.refclock.time.PulseSource;
import org.timeball.server.state.PulseChoice;
import org.timeball.server.state.PulseDelays;
import org.timeball.server.state.ReceiverSetUp;
import org.timeball.server.state.TimeballConfig;

class PulseInputTest {

    private static final OptionalDouble UNSAID = OptionalDouble.empty();

    /** What goes into the bound, by the kind of pulse and by what the operator says; seconds. */
    record Row(
            PulseKind kind, OptionalDouble delay, OptionalDouble said, double systematicSeconds, double limitSeconds) {}

    static final List<Row> ROWS = List.of(
            new Row(PulseKind.KERNEL, UNSAID, UNSAID, 1e-6, 1e-3),
            new Row(PulseKind.KERNEL, UNSAID, OptionalDouble.of(2e-7), 2e-7, 1e-3),
            new Row(PulseKind.KERNEL, UNSAID, OptionalDouble.of(0), Double.MIN_VALUE, 1e-3),
            new Row(PulseKind.SERIAL_LINE, UNSAID, UNSAID, 5e-6, 1e-3),
            new Row(PulseKind.USB_SERIAL_LINE, UNSAID, UNSAID, 1e-3, 1e-2),
            new Row(PulseKind.USER_SPACE, UNSAID, UNSAID, 1e-4, 2e-3),
            new Row(PulseKind.SENTENCE, UNSAID, UNSAID, 0.75, 1),
            new Row(PulseKind.SENTENCE, UNSAID, OptionalDouble.of(1e-6), 0.75, 1),
            new Row(PulseKind.SENTENCE, OptionalDouble.of(0.12), UNSAID, 0.1, 1),
            new Row(PulseKind.SENTENCE, OptionalDouble.of(0.12), OptionalDouble.of(1e-6), 0.1, 1));

    @ParameterizedTest
    @FieldSource("ROWS")
    void takesTheOperatorsWordAsFarAsItGoes(Row row) {
        var input = row.kind.isPulse() ? PulseInput.of(row.kind, new Line()) : PulseInput.ofSentences(row.delay);
        var settings = new TimeballConfig.Clock(false, UNSAID, row.said, true);
        assertEquals(row.systematicSeconds, input.systematicSeconds(settings));
        assertEquals(row.limitSeconds, input.limitSeconds(settings));
        assertEquals(!row.kind.isPulse(), input.sentencePulses().isPresent());
        var limited = new TimeballConfig.Clock(false, OptionalDouble.of(0.5), row.said, true);
        assertEquals(0.5, input.limitSeconds(limited));
    }

    @Test
    void declaresTheCoarserKinds() {
        assertEquals("a line", PulseInput.of(PulseKind.KERNEL, new Line()).name());
        assertEquals(
                "a line, pulse stamped by this program",
                PulseInput.of(PulseKind.USER_SPACE, new Line()).name());
        assertEquals(
                "the receiver's sentences alone", PulseInput.ofSentences(UNSAID).name());
        assertThrows(
                IllegalArgumentException.class,
                () -> new PulseInput(PulseKind.KERNEL, "none", Optional.empty(), UNSAID));
    }

    /** Every choice that cannot be had here says what to do instead of standing in for something else. */
    @Test
    void refusesWhatIsNotThere() {
        assertEquals(
                "open(/dev/pps99): ENOENT (No such file or directory); enable the pulse input"
                        + " (dtoverlay=pps-gpio,gpiopin=18 in config.txt on a Pi) or correct the path",
                refusal(new PulseChoice.Device(Path.of("/dev/pps99"))));
        assertEquals(
                "open(/dev/ttyTimeball): ENOENT (No such file or directory); name the receiver's serial port",
                refusal(new PulseChoice.CarrierDetect()));
    }

    private static String refusal(PulseChoice choice) {
        var receiver = new TimeballConfig.Receiver(
                true,
                Optional.of(Path.of("/dev/ttyTimeball")),
                OptionalInt.empty(),
                choice,
                UNSAID,
                PulseDelays.DEFAULT,
                ReceiverSetUp.DEFAULT,
                false);
        return String.valueOf(assertThrows(DeviceException.class, () -> PulseInputs.open(receiver, new SharedHeader()))
                .getMessage());
    }

    /** A line on which nothing ever comes. */
    private static final class Line implements PulseSource {
        @Override
        public Optional<Pulse> await(long timeoutNanos) {
            return Optional.empty();
        }

        @Override
        public String name() {
            return "a line";
        }

        @Override
        public void close() {}
    }
}
