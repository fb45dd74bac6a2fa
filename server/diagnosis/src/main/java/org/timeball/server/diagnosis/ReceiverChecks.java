package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.refclock.time.PulseKind;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** Whether the receiver's sentences come: port, rate, and who else is at the port. */
final class ReceiverChecks {

    private static final Subject PORT = new Subject("receiver.port", CheckArea.RECEIVER, "Sentences");
    private static final Subject RATE = new Subject("receiver.rate", CheckArea.RECEIVER, "Rate of the port");
    private static final Subject SET_UP = new Subject("receiver.set-up", CheckArea.RECEIVER, "Set-up of the receiver");
    private static final Subject DELAY = new Subject("receiver.delay", CheckArea.RECEIVER, "Delay of the sentences");
    private static final Subject ROLLOVER = new Subject("receiver.rollover", CheckArea.RECEIVER, "Week rollover");
    private static final Subject TRUST = new Subject("receiver.trust", CheckArea.RECEIVER, "Trust in the receiver");
    private static final Subject CONSOLE = new Subject("serial.console", CheckArea.RECEIVER, "Serial console");
    private static final Subject HOLDER = new Subject("serial.holder", CheckArea.RECEIVER, "Others at the port");
    private static final Subject UART = new Subject("serial.mini-uart", CheckArea.RECEIVER, "Kind of UART");
    private static final Subject PERMISSION = new Subject("serial.permission", CheckArea.RECEIVER, "Right to the port");

    /** The name of a port that is still being looked for. */
    private static final String SOUGHT = "auto";

    /** Programs that open serial ports of their own accord. */
    private static final Set<String> GRABBERS = Set.of("gpsd", "ModemManager");

    private static final double WORST_DAMAGED_SHARE = 0.01;
    private static final long FEW_DAMAGED = 10;

    /** Nearer to a pulse than this, on either side, a burst may be taken for another second's. */
    private static final double EARLIEST_SECONDS = 0.03;

    private static final double LATEST_SECONDS = 0.9;
    private static final double WIDEST_SECONDS = 0.1;

    private static final String WIRES =
            "See that the receiver has power, that its TX goes to the Pi's RX (GPIO 15, pin 10 of the header) and ground"
                    + " to ground, and that port names the port it is at.";

    private ReceiverChecks() {}

    static List<Check> of(Facts facts) {
        if (facts.settings().isWithoutReceiver()) {
            return List.of(
                    PORT.notApplicable("The configuration has no receiver: servers of the network tell the time."));
        }
        var port = port(facts);
        return Stream.of(
                        Optional.of(facts.daemon()
                                .map(daemon -> heard(daemon.status().receiver(), daemon, facts.serial()))
                                .orElseGet(() -> there(facts))),
                        facts.daemon().map(daemon -> rate(daemon, facts.settings())),
                        facts.daemon().flatMap(daemon -> setUp(daemon.status().receiver())),
                        facts.daemon().flatMap(ReceiverChecks::delay),
                        facts.daemon().flatMap(ReceiverChecks::rollover),
                        facts.daemon().map(daemon -> trust(daemon.status().receiver())),
                        port.map(it -> permission(it, facts)),
                        Optional.of(console(port, facts.serial())),
                        Optional.of(holder(facts)),
                        port.map(it -> uart(it, facts.machine())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The receiver's port, if it is known which that is. */
    private static Optional<SerialFacts.Port> port(Facts facts) {
        var said = facts.daemon()
                .map(daemon -> daemon.status().receiver().port())
                .or(() -> facts.settings().wanted().map(SettingsFacts.Wanted::port))
                .filter(name -> !name.isEmpty() && !name.equals(SOUGHT));
        return said.flatMap(facts.serial()::named);
    }

    private static String names(SerialFacts serial) {
        return serial.ports().isEmpty()
                ? "this machine has no serial port"
                : "there are "
                        + serial.ports().stream().map(SerialFacts.Port::path).collect(Collectors.joining(", "));
    }

    private static Check heard(Receiver receiver, DaemonFacts daemon, SerialFacts serial) {
        if (receiver.isPresent()) {
            return PORT.good(Sentence.of(
                    "%s%s at %s%s: %s messages since the start.",
                    receiver.health().model().isEmpty()
                            ? "A receiver"
                            : receiver.health().model(),
                    receiver.protocol().isEmpty() ? " sends octets" : " speaks " + receiver.protocol(),
                    receiver.port(),
                    daemon.baud() == 0 ? "" : ", " + daemon.baud() + " baud",
                    Spoken.count(receiver.messages())));
        }
        if (receiver.port().equals(SOUGHT)) {
            return PORT.bad(
                    "No receiver is heard at any port; " + names(serial) + ".",
                    "Plug it in; at a Pi's header write enable_uart=1 into config.txt and restart.");
        }
        if (receiver.messages() + receiver.discarded() == 0) {
            return PORT.bad(
                    Sentence.of(
                            "%s is silent: nothing has come in %s; %s.",
                            receiver.port(), Spoken.span(daemon.status().upSeconds()), names(serial)),
                    WIRES);
        }
        return PORT.bad(
                Sentence.of(
                        "%s has fallen silent after %s messages.", receiver.port(), Spoken.count(receiver.messages())),
                "See to its cable and its power; when it speaks again it is heard by itself.");
    }

    /** What can be seen without a daemon: whether there is a port. */
    private static Check there(Facts facts) {
        var wanted = facts.settings().wanted().map(SettingsFacts.Wanted::port).orElse("");
        if (wanted.isEmpty() && facts.serial().ports().isEmpty()
                || !wanted.isEmpty() && facts.serial().named(wanted).isEmpty()) {
            return PORT.bad(
                    Sentence.of(
                            "%s, and %s.",
                            wanted.isEmpty() ? "A receiver is to be found" : wanted + " is not there",
                            names(facts.serial())),
                    "Plug the receiver in; at a Pi's header write enable_uart=1 into config.txt and restart.");
        }
        return PORT.unknown(
                "Nobody listens to the receiver; " + names(facts.serial()) + ".", "Start the daemon, which listens.");
    }

    private static Check rate(DaemonFacts daemon, SettingsFacts settings) {
        var receiver = daemon.status().receiver();
        long whole = receiver.messages();
        if (whole == 0 && receiver.discarded() > 0) {
            int fixed = settings.wanted().map(SettingsFacts.Wanted::baud).orElse(0);
            return RATE.bad(
                    Sentence.of(
                            "%s octets have come, and no message among them%s.",
                            Spoken.count(receiver.discarded()),
                            daemon.baud() == 0 ? "" : ", at " + daemon.baud() + " baud"),
                    fixed == 0
                            ? "Every rate was listened to: see that it is a receiver's port, and that its levels are"
                                    + " 3.3 V and not those of RS-232, which are upside down."
                            : "Take baud = " + fixed
                                    + " out of [receiver]: the rate is then found by listening (9600, 38400 and 115200 are"
                                    + " the usual ones).");
        }
        if (whole == 0) {
            return RATE.unknown("Nothing has come by which the rate could be judged.", "See to the sentences first.");
        }
        long damaged = receiver.checksumErrors();
        double share = (double) damaged / (whole + damaged);
        var seen = Sentence.of(
                "%s messages came whole and %s damaged%s.",
                Spoken.count(whole),
                Spoken.count(damaged),
                daemon.baud() == 0 ? "" : ", at " + daemon.baud() + " baud");
        return damaged >= FEW_DAMAGED && share > WORST_DAMAGED_SHARE
                ? RATE.attention(
                        seen,
                        "See that no other program reads the port, that the cable is short and grounded, and that the"
                                + " receiver says no more in a second than its rate can carry.")
                : RATE.good(seen);
    }

    private static Optional<Check> setUp(Receiver receiver) {
        var words = receiver.setUp();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (words.startsWith("left as it is")) {
            return Optional.of(SET_UP.attention(
                    "The receiver was " + words + ".",
                    "It serves all the same; name its maker with maker under [receiver], or set it up by its maker's"
                            + " program."));
        }
        return Optional.of(
                words.equals("off")
                        ? SET_UP.notApplicable("Nothing is written to the receiver: set-up = false.")
                        : SET_UP.good("Set-up is " + words + "."));
    }

    private static Optional<Check> delay(DaemonFacts daemon) {
        double delay = daemon.sentenceDelaySeconds();
        double spread = daemon.sentenceSpreadSeconds();
        if (Double.isNaN(delay)) {
            return Optional.empty();
        }
        var seen = Sentence.of(
                "Sentences begin %.0f ms after the pulse that they name, give or take %.0f ms.",
                delay * 1e3, spread * 1e3);
        boolean isClear = delay > EARLIEST_SECONDS && delay < LATEST_SECONDS && spread < WIDEST_SECONDS;
        return Optional.of(
                isClear
                        ? DELAY.good(seen)
                        : DELAY.attention(
                                seen,
                                "So they may be taken for another second's: let the receiver say less (set-up = true), or"
                                        + " raise its rate to 115200."));
    }

    private static Optional<Check> rollover(DaemonFacts daemon) {
        int weeks = daemon.rolloverWeeks();
        if (daemon.status().receiver().utcSecond() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                weeks == 0
                        ? ROLLOVER.good("The receiver's date is taken as it says it.")
                        : ROLLOVER.attention(
                                Sentence.of("The receiver's date lies %d weeks back, and that is added to it.", weeks),
                                "Time is right as it is; firmware of its maker's, or a younger receiver, ends it. Keep"
                                        + " Timeball up to date: its own date says which weeks are past."));
    }

    private static Check trust(Receiver receiver) {
        var held = receiver.suspicion();
        if (held.isEmpty()) {
            return TRUST.good("Nothing is held against the receiver.");
        }
        return held.startsWith("suspect")
                ? TRUST.bad(
                        "The receiver is " + held + ".",
                        "Its pulses are not used until that is over. See to the antenna; power it off for a minute; with"
                                + " several [[source]]s it is clearer who is right.")
                : TRUST.attention("The receiver is " + held + ".", "Its pulses are used; see to the antenna.");
    }

    private static Check permission(SerialFacts.Port port, Facts facts) {
        var user = facts.serial().user();
        return port.isOpen()
                ? PERMISSION.good(Sentence.of("User %s may use %s.", user, port.path()))
                : PERMISSION.bad(
                        Sentence.of("User %s may not use %s, which is of group %s.", user, port.path(), port.group()),
                        Sentence.of("sudo usermod -aG %s %s, then start the daemon anew.", port.group(), user));
    }

    private static Check console(Optional<SerialFacts.Port> port, SerialFacts serial) {
        if (serial.consoles().isEmpty()) {
            return CONSOLE.good("There is no console on a serial port.");
        }
        var consoles = serial.consoles().stream().sorted().collect(Collectors.joining(", "));
        if (port.isEmpty()) {
            return CONSOLE.unknown(
                    "There is a console on " + consoles + ", and it is not known at which port the receiver is.",
                    "If it is that one, take console= out of the kernel's command line.");
        }
        var device = port.get().device();
        return serial.consoles().contains(device)
                ? CONSOLE.bad(
                        Sentence.of("The serial console is on %s, the receiver's port.", device),
                        Sentence.of(
                                "Take console=serial0,115200 (or console=%1$s…) out of cmdline.txt, sudo systemctl mask --now serial-getty@%1$s.service, and restart.",
                                device))
                : CONSOLE.good(Sentence.of("The console is on %s, the receiver at %s.", consoles, device));
    }

    private static Check holder(Facts facts) {
        if (facts.serial().programs().isEmpty()) {
            return HOLDER.unknown(
                    "Which programs run cannot be seen from here.",
                    "systemctl --type=service --state=running lists them.");
        }
        var there = facts.serial().programs().get().stream()
                .filter(GRABBERS::contains)
                .sorted()
                .toList();
        if (there.isEmpty()) {
            return HOLDER.good("Neither gpsd nor ModemManager runs.");
        }
        boolean isHeard = facts.daemon()
                .filter(daemon -> daemon.status().receiver().isPresent())
                .isPresent();
        var seen = String.join(" and ", there) + (there.size() == 1 ? " runs" : " run")
                + ", and may hold the receiver's port" + (isHeard ? ", though sentences come." : ".");
        var remedy = there.contains("gpsd")
                ? "sudo systemctl disable --now gpsd.socket gpsd.service: only one program can read a port."
                : "sudo systemctl disable --now ModemManager.service: it talks to every ttyACM as to a modem.";
        return isHeard ? HOLDER.attention(seen, remedy) : HOLDER.bad(seen, remedy);
    }

    private static Check uart(SerialFacts.Port port, MachineFacts machine) {
        if (!machine.isRaspberryPi()) {
            return UART.notApplicable("This is no Raspberry Pi: there is no mini UART.");
        }
        if (port.device().equals("ttyS0")) {
            return UART.attention(
                    "The receiver is at ttyS0, the mini UART, whose rate follows the processor's; Bluetooth has the good"
                            + " one.",
                    "Write dtoverlay=disable-bt and enable_uart=1 into config.txt and restart: the port is then"
                            + " /dev/ttyAMA0.");
        }
        return port.device().equals("ttyAMA10")
                ? UART.attention(
                        "The receiver is at ttyAMA10, the debug connector of a Pi 5.",
                        "Write dtparam=uart0=on into config.txt and restart: GPIO 14 and 15 are then /dev/ttyAMA0.")
                : UART.good(Sentence.of("%s is a UART with a rate of its own.", port.device()));
    }

    /** Whether sentences are all there is. */
    static boolean isOfSentences(DaemonFacts daemon) {
        return daemon.status().pulses().source().equals(PulseKind.SENTENCE.words());
    }
}
