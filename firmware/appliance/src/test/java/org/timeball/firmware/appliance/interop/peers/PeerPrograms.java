package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the peers are: installed on this machine, unpacked from Debian's packages ({@code unpack.sh}), or in the root
 * file system of a newer Debian that {@code ./timeball interop --peers} names, with what conflicts there below
 * {@code peers}. What is nowhere skips the calling test, visibly.
 */
final class PeerPrograms {

    /** Where {@code room.sh} shows the test's folder after a change of root. */
    private static final Path INSIDE = Path.of("/mnt");

    private final Path folder;
    private final Optional<Path> root;
    private final Optional<Path> unpacked;

    /** @param folder the test's */
    PeerPrograms(Path folder) {
        this.folder = folder;
        this.root = newerDebian();
        this.unpacked = path("timeball.interop.unpacked");
    }

    /** The root file system of a newer Debian. */
    static Optional<Path> newerDebian() {
        return path("timeball.interop.peers");
    }

    private static Optional<Path> path(String property) {
        var value = System.getProperty(property, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value).toAbsolutePath());
    }

    /** This machine's own. */
    Program installed(String name) {
        var found = onPath(name);
        Assumptions.assumeTrue(found.isPresent(), () -> "skipped: " + name + " is not installed");
        return new Program(List.of(found.orElseThrow().toString()), folder);
    }

    private static Optional<Path> onPath(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")),
                        Stream.of("/usr/sbin", "/sbin", "/usr/lib/systemd", "/lib/systemd"))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The newer Debian's. */
    Program newer(String name) {
        Assumptions.assumeTrue(
                root.isPresent(),
                () -> "skipped: the newer " + name + " is asked where ./timeball interop --peers DIR names a root"
                        + " file system that has it");
        var found = Stream.of("usr/sbin", "usr/bin", "peers/usr/sbin", "peers/usr/bin")
                .map(place -> root.orElseThrow().resolve(place).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), () -> "skipped: " + name + " is not below " + root.orElseThrow());
        return changedRoot(new Program(List.of(inside(found.orElseThrow())), INSIDE));
    }

    /** The newer Debian's, every call by which the clock could be set pretending to have succeeded. */
    Program newerThatInsists(String name) throws IOException {
        var program = newer(name);
        Files.write(folder.resolve("clock-filter"), ClockFilter.program());
        var filtered = new Program(List.of(program.command().getLast()), INSIDE)
                .behind("/usr/bin/setpriv", "--no-new-privs", "--seccomp-filter", program.sees("clock-filter"));
        return changedRoot(filtered);
    }

    /** NTPsec's programs in Python. */
    Program newerInPython(String name) throws IOException {
        return withModules(newer(name), root.orElseThrow().resolve("peers"));
    }

    /** Debian's {@code ntpdig}, installed or unpacked. */
    Program ntpdig() throws IOException {
        var found = unpacked("ntpdig/usr/bin/ntpdig");
        return onPath("ntpdig").isPresent() || found.isEmpty()
                ? installed("ntpdig")
                : withModules(
                        new Program(List.of("python3", found.get().toString()), folder),
                        unpacked.orElseThrow().resolve("ntpdig"));
    }

    /** Copies NTPsec's modules: they look for their library beside themselves or, in later releases, two folders up. */
    private Program withModules(Program program, Path base) throws IOException {
        var library = library(base, "ntp/libntpc.so");
        if (library.isEmpty()) {
            return program;
        }
        var place = Files.createTempDirectory(folder, "python-");
        var modules = Files.createDirectories(place.resolve("modules/ntp"));
        Files.copy(library.get(), place.resolve("libntpc.so"));
        Files.copy(library.get(), modules.resolve("libntpc.so"));
        try (var files = Files.newDirectoryStream(base.resolve("usr/lib/python3/dist-packages/ntp"), "*.py")) {
            for (Path file : files) {
                Files.copy(file, modules.resolve(file.getFileName()));
            }
        }
        return program.behind("env", "PYTHONPATH=" + program.sees(folder.relativize(place) + "/modules"));
    }

    /** systemd-timesyncd, installed or unpacked with the library of its own release. */
    Program timesyncd() throws IOException {
        var found = unpacked("systemd-timesyncd/usr/lib/systemd/systemd-timesyncd")
                .or(() -> unpacked("systemd-timesyncd/lib/systemd/systemd-timesyncd"));
        return found.isPresent() ? withLibraries(found.get(), "systemd-timesyncd") : installed("systemd-timesyncd");
    }

    /** The reference implementation's sntp. */
    Program sntp() throws IOException {
        var found = unpacked("sntp/usr/bin/sntp");
        Assumptions.assumeTrue(found.isPresent(), "skipped: the reference implementation's sntp was not unpacked");
        return withLibraries(found.orElseThrow(), "sntp");
    }

    /** busybox with ntpd in it. */
    Program busybox() {
        var found = unpacked("busybox/busybox");
        Assumptions.assumeTrue(found.isPresent(), "skipped: no busybox with ntpd was built");
        return new Program(List.of(found.orElseThrow().toString()), folder);
    }

    private Optional<Path> unpacked(String name) {
        return unpacked.map(base -> base.resolve(name)).filter(Files::isExecutable);
    }

    private Program withLibraries(Path program, String name) throws IOException {
        var base = unpacked.orElseThrow().resolve(name);
        var places = new ArrayList<String>();
        library(base, "libcrypto.so.1.1").ifPresent(found -> places.add(String.valueOf(found.getParent())));
        library(base, "systemd").ifPresent(found -> places.add(found.toString()));
        return new Program(List.of(program.toString()), folder)
                .behind("env", "LD_LIBRARY_PATH=" + String.join(":", places));
    }

    /** A file among the libraries of whatever architecture. */
    private static Optional<Path> library(Path base, String name) throws IOException {
        var libraries = base.resolve("usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (var places = Files.list(libraries)) {
            return places.map(place -> place.resolve(name))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    private Program changedRoot(Program program) {
        return program.behind("chroot", root.orElseThrow().toString());
    }

    private String inside(Path path) {
        return "/" + root.orElseThrow().relativize(path);
    }
}
