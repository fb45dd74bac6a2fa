package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.interop.RunningDemo;

/**
 * {@code timeball sync} on a real kernel whose clock it may steer: it wakes in 1970 and is to follow a server on this machine,
 * with proof, over QEMU's user network. Run by {@code ./timeball vm}.
 */
@Tag("vm")
class SyncedGuestIT {

    private static final Path REPORT = Path.of("target", "vm-report-sync.txt");

    /** Shown by the guest's hardware clock when it is switched on. */
    private static final String HARDWARE_DATE = "1970-01-02T00:00:00";

    private static final int UP_SECONDS = 60;

    /**
     * An emulated processor that has never done it needs longer for a handshake than a server waits; then the next try
     * comes after 10 s, and another after 15.
     */
    private static final int SYNCHRONISED_SECONDS = 240;

    /** What the host asks over a serial line of a machine that is emulated arrives when it may. */
    private static final double RIGHT_SECONDS = 0.5;

    private static final Pattern CLOCK = Pattern.compile("time\\.tv_sec: *(\\d+)[\\s\\S]*time\\.tv_usec: *(\\d+)");

    private static final int STA_NANO = 0x2000;

    @TempDir
    private static Path folder = Path.of("");

    private final Path image = Guest.image();
    private final Report report = new Report();

    @Test
    void bringsAClockOf1970Right() throws IOException, InterruptedException {
        try (var demo = RunningDemo.start(RunningDemo.Ports.free(folder.resolve("demo")));
                var machine = VirtualMachine.boot(image, folder, HARDWARE_DATE)) {
            machine.awaitConsole("guest: up", UP_SECONDS);
            try (var shell = GuestShell.of(machine)) {
                configure(shell, demo);
                isRefusedTheClock(shell);
                wakesIn1970(machine, shell);
                wakesWhereItWas(machine, shell);
            } finally {
                Files.writeString(REPORT.resolveSibling("vm-console-sync.txt"), machine.console());
                report.publish(REPORT);
            }
        }
    }

    /** The demo's certificate is for localhost, which for the guest is this machine. */
    private static void configure(GuestShell shell, RunningDemo demo) throws IOException {
        shell.run("mkdir -p /etc/timeball /run/sync && echo '10.0.2.2 localhost' >/etc/hosts");
        write(shell, "/run/sync/ca.pem", Files.readString(demo.ca()));
        write(shell, "/run/sync/sync.toml", """
                schema = 1
                state-directory = "state"
                control-socket = "control.sock"
                steer = true
                [[source]]
                host = "localhost"
                family = "ipv4"
                ca-path = "ca.pem"
                port = %d
                """.formatted(demo.ports().keyExchange()));
    }

    private static void write(GuestShell shell, String file, String text) throws IOException {
        shell.run("printf '" + text.replace("\n", "\\n") + "' >" + file);
    }

    private void isRefusedTheClock(GuestShell shell) throws IOException {
        var refused = shell.run("timeball sync --config /run/sync/sync.toml", UP_SECONDS);
        report.holds("sync: exit code without the permission", "" + refused.exitCode(), "77", refused.exitCode() == 77);
        long second = Long.parseLong(shell.run("date +%s").strip());
        report.holds("sync: the clock meanwhile", second + " s", "of 1970", second < 2 * 86_400);
    }

    private void wakesIn1970(VirtualMachine machine, GuestShell shell) throws IOException, InterruptedException {
        shell.run("touch /etc/timeball/may-steer");
        int daemon = start(shell);
        awaitSynchronised(machine, shell);
        report.holds(
                "sync: set forward to the build's date at the start",
                machine.linesWith("event=set-forward") + " times",
                "once",
                machine.linesWith("event=set-forward") == 1);
        report.isBelow("sync: the guest's clock against this machine's", errorSeconds(shell), RIGHT_SECONDS);
        var kernel = KernelState.parse(shell.run("adjtimex"));
        report.holds(
                "sync: kernel's status",
                String.format("0x%04x", kernel.status()),
                "no STA_UNSYNC",
                !kernel.has(KernelState.STA_UNSYNC));
        shell.run("kill -TERM " + daemon);
        machine.awaitConsole("event=ended", UP_SECONDS);
        report.measured("sync: key exchanges that failed first", "" + machine.linesWith("event=source-fails"));
    }

    /** A power cut takes the clock, not what was saved. */
    private void wakesWhereItWas(VirtualMachine machine, GuestShell shell) throws IOException, InterruptedException {
        long before = Long.parseLong(shell.run("date +%s").strip());
        shell.run("date -s @86400");
        int daemon = start(shell);
        machine.awaitConsoleAfter(machine.console().lastIndexOf("event=ended"), "event=set-forward", UP_SECONDS);
        long woken = Long.parseLong(shell.run("date +%s").strip());
        report.isBelow("sync: where it wakes after a power cut, from where it was", woken - before, 120);
        awaitSynchronised(machine, shell);
        report.isBelow("sync: the guest's clock after that", errorSeconds(shell), RIGHT_SECONDS);
        shell.run("kill -TERM " + daemon);
    }

    private static int start(GuestShell shell) throws IOException {
        return Integer.parseInt(shell.run("timeball sync --config /run/sync/sync.toml >/dev/console 2>&1 & echo $!")
                .strip());
    }

    private static void awaitSynchronised(VirtualMachine machine, GuestShell shell)
            throws IOException, InterruptedException {
        for (int i = 0; i < SYNCHRONISED_SECONDS; i++) {
            if (shell.run("test -e /run/sync/synchronized; echo $?").strip().equals("0")) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError(
                "not synchronised within " + SYNCHRONISED_SECONDS + " s; the guest's console:\n" + machine.console());
    }

    /** Positive when the guest's is ahead; no worse than half of the time that it takes to ask. */
    private static double errorSeconds(GuestShell shell) throws IOException {
        long askedNanos = HostReceiver.hostNanos();
        var answer = shell.run("adjtimex");
        long answeredNanos = HostReceiver.hostNanos();
        var said = CLOCK.matcher(answer);
        if (!said.find()) {
            throw new AssertionError("busybox's adjtimex tells no time");
        }
        // What it calls microseconds are nanoseconds where the kernel was told to count these.
        double unit = KernelState.parse(answer).has(STA_NANO) ? 1e-9 : 1e-6;
        double guest = Long.parseLong(said.group(1)) + Long.parseLong(said.group(2)) * unit;
        return guest - (askedNanos + answeredNanos) / 2 * 1e-9;
    }
}
