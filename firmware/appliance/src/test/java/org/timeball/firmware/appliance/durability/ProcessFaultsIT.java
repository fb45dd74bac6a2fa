package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.daemon.supervision.FakeSystemd;
import org.timeball.firmware.appliance.demo.SimulatedBoard;

/** What the operating system refuses, takes away or never gave. O4, O5, O8 and O9 of the test catalogue. */
@Timeout(300)
class ProcessFaultsIT {

    @TempDir
    Path folder;

    /** O4: by the unit's own options of the JVM it ends at once, with an exit code that has it restarted, and dumps nothing. */
    @Test
    void endsAtOnceWhenItIsOutOfMemory() throws Exception {
        var board = Board.in(folder);
        var options = UnitFile.daemon().jvmOptions();
        assertTrue(options.contains("-XX:+ExitOnOutOfMemoryError"), options::toString);
        options.removeIf(option -> option.startsWith("-Xmx"));
        options.add("-Xmx64m");
        var process = new ProcessBuilder(board.command(OutOfMemoryBoard.class, options))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(board.log().toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), board::logged);
            assertEquals(3, process.exitValue(), board::logged);
            assertTrue(board.logged().contains("java.lang.OutOfMemoryError"), board::logged);
            try (var files = Files.walk(folder)) {
                var dumps = files.filter(file -> file.toString().matches(".*(hprof|core|hs_err|replay).*"))
                        .toList();
                assertEquals(List.of(), dumps);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** O8: it serves port 123 as the unit has it run: nobody's user, the listed capabilities, no way to more. */
    @Test
    void servesItsPortWithTheCapabilitiesOfTheUnitAlone() throws Exception {
        require("setpriv", "ip");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can become another");
        var board = Board.in(folder, "127.0.0.1", "[[server]]\nlisten = \"127.0.0.1:123\"\n");
        var wanted = capabilitiesOfTheUnit();
        var program = board.command();
        program.set(program.indexOf("-cp") + 1, copied(folder.resolve("classes")));
        try (var sandbox = Sandbox.ofRoot()) {
            sandbox.run("ip link set lo up; chown -R nobody " + Sandbox.quoted(folder.toString()));
            sandbox.run("chmod o+x " + Sandbox.quoted(folder.getParent().toString()));
            var list = wanted.stream().map(name -> "+" + name).collect(Collectors.joining(","));
            var command = new ArrayList<>(List.of(
                    "setpriv",
                    "--reuid=nobody",
                    "--clear-groups",
                    "--no-new-privs",
                    "--bounding-set=-all," + list,
                    "--inh-caps=-all," + list,
                    "--ambient-caps=-all," + list));
            command.addAll(program);
            long pid = sandbox.start(command, board.log());
            board.await("port 123 is served", () -> "answered".equals(ask(sandbox, "127.0.0.1", 123)));
            var status = sandbox.run("cat /proc/" + pid + "/status");
            for (String set : List.of("CapEff", "CapPrm", "CapBnd", "CapAmb")) {
                assertEquals(mask(wanted), Long.parseUnsignedLong(field(status, set), 16), set);
            }
            assertEquals("1", field(status, "NoNewPrivs"));
            assertFalse(field(status, "Uid").startsWith("0"), status);
        }
    }

    /** The class path where anybody may read it: the build's can lie in root's own folder. */
    private static String copied(Path folder) throws IOException {
        var copies = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var source = Path.of(entry);
            var copy = folder.resolve(Integer.toString(copies.size()));
            copies.add(copy.toString());
            try (var files = Files.walk(source)) {
                for (Path file : files.toList()) {
                    var place = copy.resolve(source.relativize(file).toString());
                    Files.createDirectories(Files.isDirectory(file) ? place : place.getParent());
                    if (Files.isRegularFile(file)) {
                        Files.copy(file, place);
                    }
                }
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    /** As far as whoever runs this has them to give. */
    private static List<String> capabilitiesOfTheUnit() throws IOException {
        var bounding = Long.parseUnsignedLong(field(Files.readString(Path.of("/proc/self/status")), "CapBnd"), 16);
        var named = UnitFile.daemon().values("CapabilityBoundingSet").getFirst();
        return Arrays.stream(named.split(" "))
                .map(name -> name.substring("CAP_".length()).toLowerCase(java.util.Locale.ROOT))
                .filter(name -> (bounding & mask(List.of(name))) != 0)
                .toList();
    }

    /** Numbers of linux/capability.h. */
    private static long mask(List<String> capabilities) {
        var numbers = Map.of("net_bind_service", 10, "sys_time", 25);
        return capabilities.stream().mapToLong(name -> 1L << numbers.get(name)).sum();
    }

    private static String field(String status, String name) {
        var found = Pattern.compile("(?m)^" + name + ":\\s+(.*)$").matcher(status);
        assertTrue(found.find(), status);
        return found.group(1);
    }

    /** O9: an address that goes and comes back, and a link that does, are served again at once; nobody restarts anything. */
    @Test
    void servesAgainWhenItsNetworkIsBack() throws Exception {
        require("ip");
        var board = Board.in(folder, "192.0.2.1", "");
        try (var sandbox = Sandbox.withNetwork();
                var systemd = new FakeSystemd(folder.resolve("notify").toString())) {
            sandbox.run("ip link set lo up; ip address add 192.0.2.1/32 dev lo");
            systemd.environment(Duration.ofSeconds(4))
                    .forEach((name, value) -> runQuietly(sandbox, "export " + name + "=" + Sandbox.quoted(value)));
            long pid = sandbox.start(board.command(), board.log());
            awaitFed(systemd);
            assertEquals("answered", ask(sandbox, "192.0.2.1", board.ntpPort()));
            for (var trouble : List.of(
                    List.of("ip address del 192.0.2.1/32 dev lo", "ip address add 192.0.2.1/32 dev lo"),
                    List.of("ip link set lo down", "ip link set lo up"))) {
                assertEquals("", sandbox.run(trouble.getFirst()));
                assertEquals("silent", ask(sandbox, "192.0.2.1", board.ntpPort()));
                // It is well all the while: the network is not.
                for (int i = 0; i < 3; i++) {
                    awaitFed(systemd);
                }
                assertEquals("", sandbox.run(trouble.getLast()));
                long sinceNanos = System.nanoTime();
                board.await("served again", () -> "answered".equals(ask(sandbox, "192.0.2.1", board.ntpPort())));
                var took = Duration.ofNanos(System.nanoTime() - sinceNanos);
                assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, () -> "took " + took);
                awaitFed(systemd);
            }
            assertEquals("alive", sandbox.run("kill -0 " + pid + " && echo alive"));
        }
    }

    private static void awaitFed(FakeSystemd systemd) throws Exception {
        systemd.await(message -> {
            assertFalse(message.startsWith("STATUS=Not well"), message);
            return message.endsWith("\nWATCHDOG=1");
        });
    }

    private static void runQuietly(Sandbox sandbox, String command) {
        try {
            assertEquals("", sandbox.run(command));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** From within the sandbox. */
    private static String ask(Sandbox sandbox, String address, int port) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Question.class.getName(),
                address,
                Integer.toString(port));
        try {
            return sandbox.run(command.stream().map(Sandbox::quoted).collect(Collectors.joining(" ")));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /**
     * O5: calls of the packet path, of key exchange and of the disk that fail now and then for want of something. It serves
     * on, does not spin, and serves every time once they do not fail any more.
     */
    @Test
    void servesOnWhileSystemCallsFail() throws Exception {
        require("strace");
        var board = Board.in(folder, "127.0.0.1", "[ntp]\nrequests-per-second = \"unlimited\"\n");
        var command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-qq",
                "--seccomp-bpf",
                "-o",
                "/dev/null",
                "-e",
                "trace=recvmmsg,sendmmsg,accept,accept4,epoll_wait,epoll_pwait,fsync"));
        for (var failing : List.of(
                "recvmmsg:error=EAGAIN:when=20..400+7",
                "sendmmsg:error=ENOBUFS:when=5..60+3",
                "accept,accept4:error=EMFILE:when=1..6",
                "epoll_wait,epoll_pwait:error=EINTR:when=10..200+5",
                "fsync:error=EIO:when=2..3")) {
            command.addAll(List.of("-e", "inject=" + failing));
        }
        command.addAll(board.command(SimulatedBoard.class, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(board.log().toFile())
                .start();
        try {
            var peer = board.exchangeKeys();
            board.awaitServed(peer);
            int answered = 0;
            for (int i = 0; i < 80; i++) {
                answered += Question.put("127.0.0.1", board.ntpPort(), 500).isPresent() ? 1 : 0;
            }
            int served = answered;
            assertTrue(served >= 50, () -> served + " of 80 while every third send is refused; " + board.logged());
            assertTrue(served < 80, "what was to fail did");
            for (int i = 0; i < 50; i++) {
                int number = i;
                assertTrue(
                        Question.put("127.0.0.1", board.ntpPort()).isPresent(),
                        () -> "number " + number + " once nothing fails any more; " + board.logged());
            }
            board.awaitServed(board.exchangeKeys());
            assertDoesNotSpin(process.descendants().findFirst().orElseThrow());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static void assertDoesNotSpin(ProcessHandle daemon) {
        var before = daemon.info().totalCpuDuration().orElseThrow();
        long sinceNanos = System.nanoTime();
        LockSupport.parkNanos(3_000_000_000L);
        var spent = daemon.info().totalCpuDuration().orElseThrow().minus(before);
        var took = Duration.ofNanos(System.nanoTime() - sinceNanos);
        assertTrue(spent.multipliedBy(2).compareTo(took) < 0, () -> "CPU " + spent + " in " + took);
    }

    private static void require(String... programs) {
        for (String program : programs) {
            boolean isThere = List.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":")).stream()
                    .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
            Assumptions.assumeTrue(isThere, "skipped: " + program + " is not installed");
        }
    }
}
