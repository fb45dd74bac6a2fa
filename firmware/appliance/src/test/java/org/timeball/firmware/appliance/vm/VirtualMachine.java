package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A guest that {@code image-build/guest} made, in QEMU: an emulated arm64 machine under Debian's stock kernel, with the
 * receiver's line, a shell's and a forwarded NTP port. Its files live in a folder of its own; it ends with {@link #close}.
 */
final class VirtualMachine implements AutoCloseable {

    /** An emulated machine on a busy host: more than ten times what it takes on an idle one. */
    private static final int BOOT_SECONDS = 60;

    private final Process qemu;
    private final Path folder;
    private final int ntpPort;

    private VirtualMachine(Process qemu, Path folder, int ntpPort) {
        this.qemu = qemu;
        this.folder = folder;
        this.ntpPort = ntpPort;
        // An emulator does not end with the program that started it.
        Runtime.getRuntime().addShutdownHook(new Thread(qemu::destroyForcibly));
    }

    /**
     * Switches a machine on; returns at once, long before it is up.
     *
     * @param guest        kernel, initramfs, devicetree and machine.args
     * @param folder       for its sockets and its console; must be there and have a short name
     * @param hardwareDate what its hardware clock shows when it is switched on, such as {@code 1970-01-02T00:00:00}
     */
    static VirtualMachine boot(Path guest, Path folder, String hardwareDate) throws IOException {
        int port = freePort();
        var command = new ArrayList<String>(List.of("qemu-system-aarch64"));
        for (String line : Files.readAllLines(guest.resolve("machine.args"))) {
            command.addAll(List.of(line.split(" ")));
        }
        command.addAll(List.of("-accel", "tcg,thread=multi", "-nodefaults", "-display", "none", "-no-reboot"));
        command.addAll(List.of("-rtc", "clock=host,base=" + hardwareDate));
        command.addAll(List.of("-kernel", guest.resolve("kernel").toString()));
        command.addAll(List.of("-initrd", guest.resolve("initramfs").toString()));
        command.addAll(List.of("-dtb", guest.resolve("devicetree").toString()));
        command.addAll(List.of("-append", "console=ttyAMA0 quiet panic=-1"));
        command.addAll(List.of("-serial", "file:" + folder.resolve("console")));
        // Their places on the bus decide which is ttyS0 and which ttyS1.
        command.addAll(
                List.of("-chardev", socket("receiver", folder), "-device", "pci-serial,chardev=receiver,addr=4"));
        command.addAll(List.of("-chardev", socket("shell", folder), "-device", "pci-serial,chardev=shell,addr=5"));
        // Not restrict=on, which drops the guest's replies as well (libslirp's udp_input); the guest has no route
        // anywhere.
        command.addAll(List.of("-netdev", "user,id=net,hostfwd=udp:127.0.0.1:" + port + "-:123"));
        command.addAll(List.of("-device", "virtio-net-pci,netdev=net,romfile=,addr=6"));
        command.addAll(List.of("-qmp", "unix:" + folder.resolve("monitor") + ",server=on,wait=off"));
        var qemu = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("qemu.log").toFile())
                .start();
        return new VirtualMachine(qemu, folder, port);
    }

    private static String socket(String name, Path folder) {
        return "socket,id=" + name + ",path=" + folder.resolve(name) + ",server=on,wait=off";
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    /** One of its sockets, connected as soon as there is somebody behind it. */
    SocketChannel connect(String name) throws IOException, InterruptedException {
        var address = UnixDomainSocketAddress.of(folder.resolve(name));
        long deadline = System.nanoTime() + Duration.ofSeconds(BOOT_SECONDS).toNanos();
        while (true) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
                return channel;
            } catch (IOException notYet) {
                channel.close();
                if (!qemu.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("QEMU gives no socket " + name + ": " + complaint(), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** Where its NTP server answers, on this machine. */
    InetSocketAddress ntp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), ntpPort);
    }

    /** What its kernel and its daemon wrote so far. */
    String console() throws IOException {
        var file = folder.resolve("console");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** How many lines of its console have those words. */
    long linesWith(String words) throws IOException {
        return console().lines().filter(line -> line.contains(words)).count();
    }

    /** Waits until its console has said something. */
    void awaitConsole(String words, int seconds) throws IOException, InterruptedException {
        awaitConsoleAfter(0, words, seconds);
    }

    /** Waits until its console has said something after its first {@code characters}. */
    void awaitConsoleAfter(int characters, String words, int seconds) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (console().indexOf(words, characters) < 0) {
            if (!qemu.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("within " + seconds + " s the guest did not say \"" + words + "\"; QEMU: "
                        + complaint() + "\nits console:\n" + console());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Processor time that the emulation has taken on this machine. */
    Duration processorTime() {
        return qemu.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private String complaint() throws IOException {
        var log = folder.resolve("qemu.log");
        return (qemu.isAlive() ? "runs" : "ended with " + qemu.exitValue()) + ", "
                + (Files.exists(log) ? Files.readString(log) : "");
    }

    @Override
    public void close() {
        // There is nothing in it worth an orderly end.
        qemu.destroyForcibly();
    }
}
