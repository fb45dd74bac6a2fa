package org.timeball.firmware.appliance.daemon;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.timeball.firmware.board.BoardModel;
import org.timeball.firmware.board.ReceiverLine;
import org.timeball.firmware.board.ReceiverOrders;
import org.timeball.firmware.board.SerialPorts;
import org.timeball.firmware.board.TemperatureSensors;
import org.timeball.firmware.board.gpio.SharedHeader;
import org.timeball.firmware.sync.service.MachineClock;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.discipline.correction.BoardProfile;
import org.timeball.refclock.gnss.setup.ReceiverFamily;
import org.timeball.refclock.gnss.setup.TimeMode;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.PulseKind;
import org.timeball.refclock.time.PulseSource;
import org.timeball.refclock.time.SystemClock;
import org.timeball.server.state.ReceiverSetUp;
import org.timeball.server.state.TimeballConfig;

/**
 * What the daemon is plugged into; closed by the daemon.
 *
 * @param receiver the receiver's serial line; empty where there is none
 * @param pulses   what marks the seconds
 * @param header   opened by whoever needs a pin: pulse, light or button
 * @param clock    what is disciplined: the kernel's clock, or a correction beside it
 * @param board    by which the pulses are stamped
 * @param thermometers what may tell of the clock's oscillator
 */
public record Hardware(
        Optional<ReceiverLine> receiver,
        PulseInput pulses,
        SharedHeader header,
        SystemClock clock,
        BoardProfile board,
        TemperatureSensors thermometers) {

    private static final Path ROOT = Path.of("/");

    private static final Path DEVICES = Path.of("/dev");

    /** Good enough for years, and the receiver serves while it surveys. */
    private static final TimeMode LONG_SURVEY = new TimeMode.SurveyIn(86_400, 2);

    private static final TimeMode QUICK_SURVEY = new TimeMode.SurveyIn(300, 5);

    /**
     * Opens what a configuration names; a receiver that is to be found is looked for later.
     *
     * @throws DaemonException if a device is not there, or the clock is to be steered and may not be
     */
    public static Hardware of(TimeballConfig configuration) throws DaemonException {
        try {
            // First of all, because nothing needs to be closed when it is refused.
            var clock = MachineClock.open(configuration.clock().steer());
            var header = new SharedHeader();
            return open(
                    configuration,
                    configuration.receiver().isUsed()
                            ? PulseInputs.open(configuration.receiver(), header)
                            : PulseInput.ofSentences(OptionalDouble.empty()),
                    header,
                    clock,
                    BoardProfile.of(BoardModel.read(ROOT)),
                    TemperatureSensors.find(ROOT));
        } catch (DeviceException refused) {
            throw new DaemonException(refused);
        }
    }

    /**
     * Opens the receiver a configuration names beside another pulse line, as good as a kernel's, and steers nothing. A
     * machine's clock that somebody sets is not put right here: it is what a simulated line follows.
     *
     * @param thermometers of the board that is simulated
     * @throws DaemonException if the port is not there
     */
    public static Hardware withPulses(TimeballConfig configuration, PulseSource pulses, TemperatureSensors thermometers)
            throws DaemonException {
        try {
            var clock = new SoftwareClock(RawClock::nanos, System::nanoTime);
            var input = PulseInput.of(PulseKind.KERNEL, pulses);
            return open(configuration, input, new SharedHeader(), clock, BoardProfile.SIMULATED, thermometers);
        } catch (DeviceException refused) {
            throw new DaemonException(refused);
        }
    }

    private static Hardware open(
            TimeballConfig configuration,
            PulseInput pulses,
            SharedHeader header,
            SystemClock clock,
            BoardProfile board,
            TemperatureSensors thermometers)
            throws DeviceException {
        try {
            return new Hardware(receiver(configuration.receiver()), pulses, header, clock, board, thermometers);
        } catch (DeviceException refused) {
            pulses.close();
            header.close();
            throw refused;
        }
    }

    private static Optional<ReceiverLine> receiver(TimeballConfig.Receiver receiver) throws DeviceException {
        return receiver.isUsed()
                ? Optional.of(ReceiverLine.open(
                        orders(receiver), () -> SerialPorts.candidates(DEVICES), RawClock::nanos, System::nanoTime))
                : Optional.empty();
    }

    /** The operator's words about the receiver, in those of the board. */
    static ReceiverOrders orders(TimeballConfig.Receiver receiver) {
        return new ReceiverOrders(
                receiver.port(), receiver.baud(), setUp(receiver.setUp()), receiver.allowUnchecksummed());
    }

    private static Optional<ReceiverOrders.SetUp> setUp(ReceiverSetUp wanted) {
        var survey =
                switch (wanted.survey()) {
                    case OFF -> new TimeMode.Unchanged();
                    case QUICK -> QUICK_SURVEY;
                    case LONG -> LONG_SURVEY;
                };
        var family = wanted.maker().map(maker -> switch (maker) {
            case UBLOX -> ReceiverFamily.UBLOX;
            case MEDIATEK -> ReceiverFamily.MEDIATEK;
        });
        return wanted.isWanted()
                ? Optional.of(new ReceiverOrders.SetUp(wanted.baud(), family, survey, wanted.isSaved()))
                : Optional.empty();
    }

    /** Closes receiver, pulse line and header; harmless when repeated. */
    void close() {
        receiver.ifPresent(ReceiverLine::close);
        pulses.close();
        header.close();
    }
}
