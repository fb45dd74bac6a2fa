package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its command line, with real peers asking it. */
class DemoIT {

    @TempDir
    static Path folder;

    /** A claim code has as many letters; what is shorter is a word. */
    private static final int SHORTEST_SECRET = 9;

    private static final Pattern SECRET_FILES = Pattern.compile("key[^/]*$|certificates/[^/]*$|claim-code$");

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
    void saysWhereItServesInOneLine() {
        var ports = demo.ports();
        assertEquals(
                "timeball: ready ntp=127.0.0.1:%d nts-ke=127.0.0.1:%d web=https://127.0.0.1:%d/ ca=%s"
                        .formatted(ports.ntp(), ports.keyExchange(), ports.web(), demo.ca()),
                demo.readyLine());
    }

    /** N19 of the test catalogue. */
    @Test
    void chronydTakesItsTimeByNtp() throws IOException, InterruptedException {
        var finished = Chronyd.ask(15, Chronyd.ntp(demo.ports().ntp()));
        assertEquals(0, finished.exitCode(), finished::all);
        assertEquals(0, Chronyd.offsetSeconds(finished), 1e-3);
    }

    @Test
    void chronydTakesItsTimeByNts() throws IOException, InterruptedException {
        long before = authenticated();
        var finished = Chronyd.ask(
                15, Chronyd.nts(demo.ports().ntp(), demo.ports().keyExchange()), "ntstrustedcerts " + demo.ca());
        assertEquals(0, finished.exitCode(), finished::all);
        assertEquals(0, Chronyd.offsetSeconds(finished), 1e-3);
        assertTrue(authenticated() >= before + 3, "the daemon counted authenticated packets");
    }

    @Test
    void chronydRefusesACertificateOfAnotherAuthority() throws IOException, InterruptedException {
        Launcher.require("openssl");
        var other = folder.resolve("other-ca.pem");
        Launcher.run(
                20,
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=other",
                        "-keyout",
                        folder.resolve("other-key.pem").toString(),
                        "-out",
                        other.toString()));
        var finished =
                Chronyd.ask(6, Chronyd.nts(demo.ports().ntp(), demo.ports().keyExchange()), "ntstrustedcerts " + other);
        assertFalse(finished.all().contains("System clock wrong"), finished::all);
        assertEquals(1, finished.exitCode(), finished::all);
    }

    @Test
    void opensslIsRefusedWithoutAlpnAndBelowTls13() throws IOException, InterruptedException {
        Launcher.require("openssl");
        assertTrue(handshake("-alpn", "ntske/1").all().contains("ALPN protocol: ntske/1"));
        assertTrue(handshake().all().contains("no application protocol"), "no ALPN");
        assertTrue(handshake("-alpn", "http/1.1").all().contains("no application protocol"), "wrong ALPN");
        var old = handshake("-alpn", "ntske/1", "-tls1_2").all();
        assertTrue(old.contains("alert protocol version"), old);
    }

    @Test
    void theCommandShowsTheRunningDaemon() throws IOException, InterruptedException {
        var status = command("status");
        assertEquals(0, status.exitCode(), status::all);
        assertTrue(status.output().contains("Locked"), status::all);
        var tracking = command("tracking");
        assertEquals(0, tracking.exitCode(), tracking::all);
        assertEquals(
                List.of(
                        "Reference ID",
                        "Stratum",
                        "Ref time (UTC)",
                        "System time",
                        "Last offset",
                        "RMS offset",
                        "Frequency",
                        "Residual freq",
                        "Skew",
                        "Root delay",
                        "Root dispersion",
                        "Update interval",
                        "Leap status"),
                tracking.output()
                        .lines()
                        .limit(13)
                        .map(line -> line.substring(0, line.indexOf(':')).strip())
                        .toList());
        assertTrue(command("sources").output().contains("#* PPS"), "the pulse is the selected source");
        assertTrue(command("serverstats").output().startsWith("NTP packets received       : "), "chronyc's words");
        assertTrue(command("tracking", "-c").output().startsWith("50505300,PPS,1,"), "chronyc's CSV");
        assertTrue(command("tracking", "--json").output().strip().startsWith("{"), "JSON");
    }

    /** What the machine under the test is like is not asked; what the demo is, is. */
    @Test
    void theCommandLooksTheBoxOver() throws IOException, InterruptedException {
        var found = command(
                "diag", "receiver.port", "receiver.rate", "sky.fix", "pulse.arrival", "clock.state", "ntp", "nts");
        assertEquals(0, found.exitCode(), found::all);
        assertTrue(found.output().contains(" speaks NMEA"), found::all);
        assertTrue(found.output().contains("8 cookies, and authentic time with one of them"), found::all);
        assertTrue(found.output().contains("That is this machine alone"), found::all);
        assertTrue(command("diag", "certificate", "--json").output().contains("\"GOOD\""), "its own authority's");
    }

    /** Keys of every kind, certificates with theirs, the claim code: no word of them is given away. */
    @Test
    void theSupportBundleHasNoSecretOfTheBox() throws IOException, InterruptedException {
        var shown = command(
                "support", "--show", "--config", folder.resolve("timeball.toml").toString());
        assertEquals(0, shown.exitCode(), shown::all);
        assertTrue(shown.output().contains("configuration.toml"), shown::all);
        assertTrue(shown.output().contains("holdover-limit-seconds"), shown::all);
        int secrets = 0;
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (SECRET_FILES.matcher(file.toString()).find()) {
                    for (String line :
                            Files.readString(file, StandardCharsets.ISO_8859_1).split("[\\s\"]+")) {
                        boolean isSecret = line.length() >= SHORTEST_SECRET;
                        secrets += isSecret ? 1 : 0;
                        assertFalse(isSecret && shown.output().contains(line), () -> file + " holds " + line);
                    }
                }
            }
        }
        assertTrue(secrets > 5, "the box has secrets: " + secrets);
    }

    /** The machine's clock is not the demo's: within a microsecond it is only by chance, and a picosecond never. */
    @Test
    void waitsyncEndsAsChronycs() throws IOException, InterruptedException {
        var synchronised = command("waitsync", "30", "0.1", "1000", "1");
        assertEquals(0, synchronised.exitCode(), synchronised::all);
        assertTrue(synchronised.output().contains(", refid: 50505300, correction: 0.0"), synchronised::all);
        var never = command("waitsync", "2", "1e-12", "0", "0.1");
        assertEquals(1, never.exitCode(), never::all);
        assertEquals(2, never.output().lines().count(), never::all);
    }

    @Test
    void keepsItsKeysToItself() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var isSecret =
                        file.toString().contains("key") && !file.toString().contains("other");
                if (isSecret) {
                    assertEquals(
                            "rw-------",
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                            file::toString);
                }
            }
        }
        assertEquals(
                "r",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(demo.ca()))
                        .substring(6, 7));
    }

    private static Launcher.Finished handshake(String... options) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + demo.ports().keyExchange(),
                "-servername",
                "localhost",
                "-CAfile",
                demo.ca().toString()));
        command.addAll(List.of(options));
        return Launcher.run(20, command);
    }

    private static Launcher.Finished command(String name, String... options) throws IOException, InterruptedException {
        var arguments = new java.util.ArrayList<>(List.of(name, "--state", folder.toString()));
        arguments.addAll(List.of(options));
        return Launcher.timeball(arguments.toArray(String[]::new));
    }

    private static long authenticated() throws IOException, InterruptedException {
        var matcher = Pattern.compile("Authenticated NTP packets *: (\\d+)")
                .matcher(command("serverstats").output());
        assertTrue(matcher.find());
        return Long.parseLong(matcher.group(1));
    }
}
