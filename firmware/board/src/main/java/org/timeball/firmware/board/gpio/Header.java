package org.timeball.firmware.board.gpio;

import com.pi4j.Pi4J;
import com.pi4j.boardinfo.definition.BoardModel;
import com.pi4j.boardinfo.model.BoardInfo;
import com.pi4j.boardinfo.util.BoardInfoHelper;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.library.gpiod.internal.GpioDContext;
import com.pi4j.library.gpiod.internal.GpioDException;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.timeball.refclock.time.DeviceException;

/**
 * The GPIO header of a Raspberry Pi, by Pi4J over the kernel's character device.
 *
 * <p>Edges are told of by Pi4J's threads; what is told must be quick and not throw. Safe in any thread. There must be no
 * other in the process: {@link SharedHeader}.
 */
public final class Header implements AutoCloseable {

    private static final String DEVICES = "/dev";
    private static final List<String> MACHINES = List.of("aarch64", "arm");

    private final Context context;

    Header(Context context) {
        this.context = context;
    }

    /**
     * Opens the header.
     *
     * @throws DeviceException if there is none; says so in one line
     */
    public static Header open() throws DeviceException {
        return open(Path.of(DEVICES), System.getProperty("os.arch", ""));
    }

    static Header open(Path devices, String machine) throws DeviceException {
        requireGpio(devices, machine);
        try {
            acceptUnknown(BoardInfoHelper.current());
            return new Header(context());
        } catch (Pi4JException | GpioDException | IllegalStateException | LinkageError refused) {
            throw new DeviceException(
                    "GPIO: Pi4J refuses: " + refused.getMessage()
                            + "; on Debian `usermod -aG gpio USER` grants the right to it",
                    refused);
        }
    }

    /** Asked before any of Pi4J is touched: off a Pi it has no native library to fail with. */
    private static void requireGpio(Path devices, String machine) throws DeviceException {
        if (!MACHINES.contains(machine.toLowerCase(Locale.ROOT)) || !hasChip(devices)) {
            throw new DeviceException("there is no GPIO here: this is %s with%s %s/gpiochip; a Raspberry Pi has one"
                    .formatted(machine, hasChip(devices) ? "" : "out", devices));
        }
    }

    private static boolean hasChip(Path devices) {
        try (var files = Files.list(devices)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("gpiochip"));
        } catch (IOException none) {
            return false;
        }
    }

    /**
     * Has Pi4J use the chip of a board that it does not know. It knows most by a line of {@code /proc/cpuinfo} that only
     * the makers' own kernel writes, and does without GPIO on the others, among them the compute modules under Debian's.
     */
    static void acceptUnknown(BoardInfo board) {
        if (board.getBoardModel() == BoardModel.UNKNOWN) {
            board.setBoardModel(BoardModel.GENERIC);
        }
    }

    /** Nothing is detected, so nothing that only pretends can be: what is not named here is not there. */
    static Context context() {
        return Pi4J.newContextBuilder()
                .noAutoDetect()
                .noAutoInject()
                .disableShutdownHook()
                .add(GpioDDigitalInputProvider.newInstance(), GpioDDigitalOutputProvider.newInstance())
                .build();
    }

    /** A pin that is watched until it is closed. */
    public interface Watched extends AutoCloseable {
        @Override
        void close();
    }

    /** A pin that drives something. */
    public interface Driven extends AutoCloseable {

        /**
         * Sets it high or low.
         *
         * @throws DeviceException if the kernel refuses
         */
        void set(boolean isHigh) throws DeviceException;

        @Override
        void close();
    }

    /** Whether there is a pin of that number. */
    public boolean has(int pin) {
        try {
            return GpioDContext.getInstance().getOrOpenLine(pin).getOffset() == pin;
        } catch (GpioDException | IllegalStateException noSuchPin) {
            return false;
        }
    }

    /** Who holds a pin, as the kernel calls him: {@code pps@12}, or a program's word for it. Empty if nobody does. */
    public String holderOf(int pin) {
        try {
            var line = GpioDContext.getInstance().getOrOpenLine(pin);
            line.update();
            return line.isUsed() ? Optional.ofNullable(line.getConsumer()).orElse("the kernel") : "";
        } catch (GpioDException | IllegalStateException noSuchPin) {
            return "";
        }
    }

    /**
     * Watches a pin, without a resistor of our own.
     *
     * @param pin    its number on the chip (BCM)
     * @param isHigh told of each edge as it is known: true for a rising one
     * @throws DeviceException if something else holds it; its message says what the kernel says
     */
    public Watched watch(int pin, Consumer<Boolean> isHigh) throws DeviceException {
        return watch(pin, PullResistance.OFF, isHigh);
    }

    /** Watches a push button between a pin and ground: true when it is let go. */
    public Watched button(int pin, Consumer<Boolean> isHigh) throws DeviceException {
        return watch(pin, PullResistance.PULL_UP, isHigh);
    }

    private Watched watch(int pin, PullResistance pull, Consumer<Boolean> isHigh) throws DeviceException {
        try {
            DigitalInput input = context.create(DigitalInput.newConfigBuilder(context)
                    .id("timeball-" + pin)
                    .address(pin)
                    .pull(pull)
                    .debounce(0L)
                    .provider(GpioDDigitalInputProvider.class)
                    .build());
            input.addListener(event -> isHigh.accept(event.state() == DigitalState.HIGH));
            return () -> context.shutdown(input);
        } catch (Pi4JException | GpioDException | IllegalStateException refused) {
            throw refused(pin, refused);
        }
    }

    /**
     * Drives a pin, low at first and at the end.
     *
     * @throws DeviceException if something else holds it
     */
    public Driven drive(int pin) throws DeviceException {
        try {
            DigitalOutput output = context.create(DigitalOutput.newConfigBuilder(context)
                    .id("timeball-" + pin)
                    .address(pin)
                    .initial(DigitalState.LOW)
                    .shutdown(DigitalState.LOW)
                    .provider(GpioDDigitalOutputProvider.class)
                    .build());
            return new Driven() {
                @Override
                public void set(boolean isHigh) throws DeviceException {
                    try {
                        output.setState(isHigh);
                    } catch (Pi4JException | GpioDException failed) {
                        throw refused(pin, failed);
                    }
                }

                @Override
                public void close() {
                    context.shutdown(output);
                }
            };
        } catch (Pi4JException | GpioDException | IllegalStateException refused) {
            throw refused(pin, refused);
        }
    }

    private static DeviceException refused(int pin, RuntimeException refused) {
        return new DeviceException(
                "GPIO " + pin + ": " + refused.getMessage() + "; does another driver hold it? `gpioinfo` says which",
                refused);
    }

    @Override
    public void close() {
        context.shutdown();
    }
}
