package org.timeball.firmware.appliance.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.linux.PpsListing;
import org.timeball.server.diagnosis.SerialFacts;
import org.timeball.server.diagnosis.ServiceFacts;

/** Facts off a machine's files, which a folder holds as a Pi's kernel writes them. */
class MachineLooksTest {

    @TempDir
    Path root;

    private void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void seesPortsAndWhoElseIsThere() throws IOException {
        write("dev/ttyS0", "");
        write("dev/ttyUSB0", "");
        Files.createSymbolicLink(root.resolve("dev/serial0"), Path.of("ttyS0"));
        write("dev/pts/3", "");
        write("proc/cmdline", "console=serial0,115200 console=tty1 root=/dev/mmcblk0p2\n");
        write("proc/1/comm", "systemd\n");
        write("proc/812/comm", "gpsd\n");
        write("proc/self/comm", "not a number\n");
        write(
                "sys/fs/cgroup/system.slice/system-serial\\x2dgetty.slice/serial-getty@ttyAMA0.service/pids.current",
                "1");

        var facts = new SerialLook(root, DeviceUser.self()).look(Optional.of(Path.of("/dev/pts/3")));

        assertEquals(
                List.of("/dev/pts/3 pts/3", "/dev/ttyUSB0 ttyUSB0", "/dev/serial0 ttyS0"),
                facts.ports().stream()
                        .map(port -> port.path() + " " + port.device())
                        .toList());
        assertTrue(facts.ports().stream().allMatch(SerialFacts.Port::isOpen));
        assertEquals(Set.of("ttyS0", "ttyAMA0"), facts.consoles());
        assertEquals(Optional.of(Set.of("systemd", "gpsd")), facts.programs());
    }

    /** Under ProtectProc=invisible a service sees no process of others, and control groups all the same. */
    @Test
    void seesTimekeepersByTheirServices() throws IOException {
        write("proc/812/comm", "java\n");
        assertEquals(Optional.empty(), RunningPrograms.under(root).timekeepers());

        write("sys/fs/cgroup/system.slice/chrony.service/pids.current", "1");
        write("sys/fs/cgroup/system.slice/ssh.service/pids.current", "1");
        write("proc/813/comm", "chronyd\n");

        assertEquals(Optional.of(List.of("chrony")), RunningPrograms.under(root).timekeepers());
    }

    @Test
    void knowsTheServicesRightToADevice() throws IOException {
        write("etc/passwd", "root:x:0:0::/root:/bin/sh\ntimeball:x:990:990::/var/lib/timeball:/sbin/nologin\n");
        write("etc/group", "gpio:x:997:pi,timeball\nplugdev:x:46:pi\n");

        var user = DeviceUser.ofService(root);

        assertEquals("timeball", user.name());
        assertEquals(Set.of("dialout", "timeball", "gpio"), user.groups());
        assertFalse(user.isSelf());
        assertTrue(DeviceUser.ofService(root.resolve("empty")).isSelf());
    }

    @Test
    void readsWhatABoardTells() throws IOException {
        write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        write("proc/cmdline", "root=/dev/mmcblk0p2 nohz=off\n");
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "ondemand\n");
        write("sys/class/thermal/thermal_zone0/temp", "48312\n");
        write("sys/devices/platform/soc/soc:firmware/get_throttled", "50005\n");

        var facts = new MachineLook(root, List.of(root, root.resolve("gone"))).look();

        assertEquals("Raspberry Pi 4 Model B Rev 1.4", facts.model());
        assertEquals("root=/dev/mmcblk0p2 nohz=off", facts.commandLine());
        assertEquals("ondemand", facts.governor());
        assertEquals(48.312, facts.degrees(), 1e-9);
        assertEquals(OptionalLong.of(0x50005), facts.throttled());
        assertEquals("", facts.folders().getFirst().problem());
        assertTrue(facts.folders().getFirst().usableOctets() > 0);
        assertFalse(facts.folders().getLast().problem().isEmpty());
    }

    @Test
    void takesNothingForGrantedWhereThereIsNothing() {
        var facts = new MachineLook(root, List.of()).look();

        assertEquals("", facts.model() + facts.commandLine() + facts.governor());
        assertTrue(Double.isNaN(facts.degrees()));
        assertEquals(OptionalLong.empty(), facts.throttled());
        assertEquals(
                List.of(),
                new SerialLook(root, DeviceUser.self()).look(Optional.empty()).ports());
        assertEquals(Optional.empty(), RunningPrograms.under(root).all());
        assertEquals(
                List.of(),
                new PpsLook(new PpsListing(List.of()), root, DeviceUser.self())
                        .look(0)
                        .devices());
    }

    /** Lines as Debian's kernel 6.1 wrote them for chronyd, and for systemd's listener of ssh. */
    @Test
    void seesWhoHasAPort() throws IOException {
        write("etc/passwd", "_chrony:x:110:117::/var/lib/chrony:/usr/sbin/nologin\n");
        write("proc/net/udp", """
                   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
                   60: 00000000:007B 00000000:0000 07 00000000:00000000 00:00000000 00000000   110        0 18241 2 0000000000000000 0
                  260: 0100007F:0143 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18243 2 0000000000000000 0
                """);
        write("proc/net/tcp6", """
                  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000000000000000000001000000:116C 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 15 1 0000000000000000 100 0 0 10 0
                   1: 00000000000000000000000001000000:116C 00000000000000000000000001000000:D2F0 01 00000000:00000000 00:00000000 00000000   999        0 16 1 0000000000000000 100 0 0 10 0
                """);

        var holders = new PortHolders(root).of(List.of(123), List.of(4_460));

        assertEquals(
                List.of(
                        new ServiceFacts.Holder(123, true, "0.0.0.0", "_chrony"),
                        new ServiceFacts.Holder(4_460, false, "0:0:0:0:0:0:0:1", "999")),
                holders);
    }

    @Test
    void seesTheWayToTheWorld() throws IOException {
        write("proc/net/route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask
                eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF
                wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000
                """);
        write("sys/class/net/wlan0/wireless/status", "");

        var facts = new ServiceLook(root).look(List.of(), List.of());

        assertEquals("wlan0", facts.interfaceName());
        assertTrue(facts.isWireless());
        assertEquals(
                "",
                new ServiceLook(root.resolve("empty"))
                        .look(List.of(), List.of())
                        .interfaceName());
    }

    record Edges(String why, String rise, String fall, double highSeconds) {
        @Override
        public String toString() {
            return why;
        }
    }

    static final List<Edges> EDGES = List.of(
            new Edges("a pulse of 100 ms", "1795405963.000000512#77", "1795405963.100000498#77", 0.1),
            new Edges("read before it ended", "1795405964.000000512#78", "1795405963.100000498#77", 0.1),
            new Edges("turned round", "1795405963.100000498#77", "1795405963.000000512#77", 0.9),
            new Edges("one edge alone", "1795405963.000000512#77", "0.000000000#0", Double.NaN),
            new Edges("an edge of long ago", "1795405963.000000512#77", "1795405000.100000498#7", Double.NaN),
            new Edges("nothing yet", "0.000000000#0", "0.000000000#0", Double.NaN),
            new Edges("no such file", "", "", Double.NaN));

    @ParameterizedTest
    @FieldSource("EDGES")
    void measuresThePulseByItsEdges(Edges row) {
        assertEquals(row.highSeconds, PpsLook.high(PpsLook.edge(row.rise), PpsLook.edge(row.fall)), 1e-6);
    }

    @Test
    void seesADeviceOfTheKernels() throws IOException {
        write("sys/class/pps/pps0/assert", "1795405963.000000512#77\n");
        write("sys/class/pps/pps0/clear", "1795405963.100000512#77\n");
        write("dev/pps0", "");
        var listing = new PpsListing(List.of(
                new PpsListing.Device(Path.of("/dev/pps0"), "pps@12.-1", Path.of("")),
                new PpsListing.Device(Path.of("/dev/pps1"), "pps@12.-1", Path.of(""))));

        var devices = new PpsLook(listing, root, DeviceUser.self())
                .look(1_795_405_963.5)
                .devices();

        assertTrue(devices.getFirst().isOpen());
        assertEquals("/dev/pps1", devices.getFirst().twin());
        assertEquals(0.5, devices.getFirst().ageSeconds(), 1e-5);
        assertEquals(0.1, devices.getFirst().highSeconds(), 1e-6);
        assertFalse(devices.getLast().isOpen());
        assertTrue(Double.isNaN(devices.getLast().highSeconds()));
    }
}
