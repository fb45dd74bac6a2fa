package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** chronyd as a client that stays: interleaved mode ({@code xleave}, RFC 9769), with NTS and without, and over IPv6. */
class InterleavedIT {

    private static final int SECONDS = 8;

    @TempDir
    static Path folder;

    private static RunningDemo demo;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        demo = RunningDemo.start(RunningDemo.Ports.free(folder));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    void chronydHearsWhenTheLastReplyLeft() throws IOException, InterruptedException {
        long before = interleaved();
        var measurements =
                measurements("server 127.0.0.1 port " + demo.ports().ntp() + " xleave minpoll -2 maxpoll -2");

        assertTrue(inMode("4I", measurements) >= 10, () -> String.join("\n", measurements));
        assertTrue(interleaved() >= before + 10, "the daemon counted them, too");
    }

    @Test
    void chronydHearsItUnderNts() throws IOException, InterruptedException {
        long before = interleaved();
        var ports = demo.ports();
        var measurements = measurements(
                "server localhost port %d nts ntsport %d xleave minpoll -2 maxpoll -2"
                        .formatted(ports.ntp(), ports.keyExchange()),
                "ntstrustedcerts " + demo.ca());

        assertTrue(inMode("4I", measurements) >= 10, () -> String.join("\n", measurements));
        assertTrue(interleaved() >= before + 10, "the daemon counted them, too");
    }

    @Test
    void chronydTakesItsTimeOverIpv6() throws IOException, InterruptedException {
        requireIpv6();
        var finished = Chronyd.ask(15, "server ::1 port " + demo.ports().ntp() + " iburst");
        assertEquals(0, finished.exitCode(), finished::all);
        assertEquals(0, Chronyd.offsetSeconds(finished), 1e-3);

        var measurements = measurements("server ::1 port " + demo.ports().ntp() + " xleave minpoll -2 maxpoll -2");
        assertTrue(inMode("4I", measurements) >= 10, () -> String.join("\n", measurements));
    }

    @Test
    void theCommandShowsWhoAsked() throws IOException, InterruptedException {
        measurements("server 127.0.0.1 port " + demo.ports().ntp() + " minpoll -2 maxpoll -2");

        var clients = Launcher.timeball("clients", "--state", folder.toString());
        assertEquals(0, clients.exitCode(), clients::all);
        assertTrue(clients.output().startsWith("Hostname                      NTP   Drop Int IntL Last"), clients::all);
        assertTrue(clients.output().contains("127.0.0.0/24 "), clients::all);
    }

    /** What chronyd logged of its measurements, without the headings. */
    private static List<String> measurements(String... configuration) throws IOException, InterruptedException {
        Launcher.require("chronyd");
        var log = Files.createTempDirectory(folder, "chronyd-");
        var command = new ArrayList<>(List.of("chronyd", "-d", "-x", "-U", "-t", Integer.toString(SECONDS)));
        command.addAll(List.of(configuration));
        command.addAll(List.of(
                "cmdport 0",
                "bindcmdaddress /",
                "user " + System.getProperty("user.name"),
                "pidfile " + log.resolve("chronyd.pid"),
                "logdir " + log,
                "log measurements"));
        var finished = Launcher.run(SECONDS + 20, command);
        var file = log.resolve("measurements.log");
        assertTrue(Files.exists(file), finished::all);
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("20"))
                .toList();
    }

    /** How many were taken in a mode, as {@code 4I} for a server's interleaved one. */
    private static long inMode(String mode, List<String> measurements) {
        return measurements.stream()
                .filter(line -> List.of(line.split(" +")).contains(mode))
                .count();
    }

    private static long interleaved() throws IOException, InterruptedException {
        var stats = Launcher.timeball("serverstats", "--state", folder.toString());
        var matcher = Pattern.compile("Interleaved NTP packets *: (\\d+)").matcher(stats.output());
        assertTrue(matcher.find(), stats::all);
        return Long.parseLong(matcher.group(1));
    }

    private static void requireIpv6() {
        boolean hasIpv6;
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            hasIpv6 = true;
        } catch (IOException none) {
            hasIpv6 = false;
        }
        Assumptions.assumeTrue(hasIpv6, "skipped: this machine has no IPv6 loopback");
    }
}
