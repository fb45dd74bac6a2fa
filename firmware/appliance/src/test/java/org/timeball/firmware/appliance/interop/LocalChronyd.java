package org.timeball.firmware.appliance.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's chronyd as a server of its own time on loopback, with NTS; by {@code -x} it cannot touch the clock. */
final class LocalChronyd implements AutoCloseable {

    private final Process process;
    private final Path folder;
    private final int keyExchangePort;

    private LocalChronyd(Process process, Path folder, int keyExchangePort) {
        this.process = process;
        this.folder = folder;
        this.keyExchangePort = keyExchangePort;
    }

    /** Begins to listen soon: who asks asks again. */
    static LocalChronyd start(Path folder) throws IOException, InterruptedException {
        Launcher.require("chronyd");
        Launcher.require("openssl");
        Files.createDirectories(folder);
        makeCertificate(folder);
        var ports = RunningDemo.Ports.free(folder);
        Files.writeString(folder.resolve("chrony.conf"), """
                local stratum 3
                allow 127.0.0.0/8
                bindaddress 127.0.0.1
                port %d
                cmdport 0
                bindcmdaddress /
                pidfile %2$s/chronyd.pid
                ntsport %3$d
                ntsservercert %2$s/ca.pem
                ntsserverkey %2$s/key.pem
                """.formatted(ports.ntp(), folder, ports.keyExchange()));
        var user = System.getProperty("user.name");
        var process = new ProcessBuilder("chronyd", "-d", "-x", "-U", "-u", user, "-f", folder + "/chrony.conf")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new LocalChronyd(process, folder, ports.keyExchange());
    }

    private static void makeCertificate(Path folder) throws IOException, InterruptedException {
        var made = Launcher.run(
                20,
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        folder + "/key.pem",
                        "-out",
                        folder + "/ca.pem"));
        if (made.exitCode() != 0) {
            throw new AssertionError(made.all());
        }
    }

    int keyExchangePort() {
        return keyExchangePort;
    }

    Path ca() {
        return folder.resolve("ca.pem");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
