package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.timeball.firmware.appliance.vm.NtpQuestion.Answer;

/**
 * A machine that is up, its shell and its receiver, with the daemon that a test starts in it.
 *
 * @param machine  the emulator
 * @param shell    the guest's
 * @param receiver speaks from the beginning, whether anybody listens or not
 */
record Guest(VirtualMachine machine, GuestShell shell, HostReceiver receiver) implements AutoCloseable {

    private static final int UP_SECONDS = 60;
    private static final int END_SECONDS = 60;

    /** More than a virtual machine takes to start in an emulated one. */
    private static final int OPEN_SECONDS = 90;

    /** How a command ends that the daemon did not answer. */
    private static final int NO_ANSWER = 3;

    /** What its daemon reads. */
    static final String CONFIGURATION = "/etc/timeball/timeball.toml";

    private static final String DAEMON = "timeball daemon " + CONFIGURATION;

    /** What {@code image-build/guest} made; the test that asks for it is skipped where it is not run by the launcher. */
    static Path image() {
        String made = System.getProperty("timeball.vm.guest", "");
        Assumptions.assumeFalse(made.isEmpty(), "skipped: the real kernel is asked by ./timeball vm");
        return Path.of(made);
    }

    /** Switches a machine on and waits for its user space. */
    static Guest boot(Path image, Path folder, String hardwareDate, HostReceiver.Calendar calendar)
            throws IOException, InterruptedException {
        var machine = VirtualMachine.boot(image, folder, hardwareDate);
        try {
            machine.awaitConsole("guest: up", UP_SECONDS);
            return new Guest(machine, GuestShell.of(machine), HostReceiver.of(machine, calendar));
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            machine.close();
            throw failed;
        }
    }

    /** Runs the daemon to its end, which is to come by itself. */
    GuestShell.Answer runDaemon(int seconds) throws IOException {
        return shell.run(DAEMON, seconds);
    }

    /**
     * Gives the permission to steer, here and nowhere else, and starts the daemon; the receiver speaks once its port is
     * open. Returns the daemon's process.
     */
    int startDaemon() throws IOException {
        shell.run("touch /etc/timeball/may-steer");
        int process = Integer.parseInt(
                shell.run(DAEMON + " >/dev/console 2>&1 & echo $!").strip());
        shell.run(
                "for i in $(seq 150); do ls -l /proc/$(pidof java)/fd 2>/dev/null"
                        + " | grep -qE 'tty(S|USB)0' && break; sleep 0.2; done",
                OPEN_SECONDS);
        receiver.isHeardNow();
        return process;
    }

    /** Asks the daemon something by a command of ours; a young daemon can take longer to answer than that waits. */
    GuestShell.Answer askDaemon(String command, int seconds) throws IOException {
        var answer = shell.run(command, seconds);
        for (int i = 0; i < 2 && answer.exitCode() == NO_ANSWER; i++) {
            answer = shell.run(command, seconds);
        }
        return answer;
    }

    /** Asks the daemon to end, and waits until it has. */
    void endDaemon() throws IOException {
        shell.run("kill $(pidof java); while pidof java; do sleep 1; done", END_SECONDS);
    }

    /** Waits until the state that the daemon wrote last is {@code state}. */
    void awaitState(String state, int seconds) throws IOException, InterruptedException {
        for (int i = 0; i < 4 * seconds; i++) {
            String console = machine.console();
            int last = console.lastIndexOf("event=state");
            if (last >= 0 && console.indexOf("to=\"" + state + '"', last) >= 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        throw new AssertionError(
                "not " + state + " within " + seconds + " s; the guest's console:\n" + machine.console());
    }

    /** The guest's clock, whole seconds since the Unix epoch. */
    long second() throws IOException {
        return Long.parseLong(shell.run("date +%s").strip());
    }

    KernelState kernel() throws IOException {
        return KernelState.parse(shell.run("adjtimex"));
    }

    /** The newest edge, if the clock was not being moved between it and its second. */
    PulseStamp newestPulse() throws IOException {
        return PulseStamp.parse(shell.run("cat /sys/class/pps/pps0/assert"));
    }

    Optional<Answer> askTime() throws IOException {
        return NtpQuestion.ask(machine.ntp());
    }

    /** Asks once a second until the daemon vouches for its time. */
    Answer awaitSynchronised(int seconds) throws IOException, InterruptedException {
        for (int i = 0; i < seconds; i++) {
            var answer = askTime().filter(Answer::isSynchronised);
            if (answer.isPresent()) {
                return answer.get();
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError(
                "not synchronised within " + seconds + " s; the guest's console:\n" + machine.console());
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        shell.close();
        machine.close();
    }
}
