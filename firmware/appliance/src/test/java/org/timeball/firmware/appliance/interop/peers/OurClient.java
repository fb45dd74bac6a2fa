package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.timeball.firmware.appliance.interop.Launcher;
import org.timeball.firmware.sync.TimeballSync;

/**
 * Our programs as clients, on the second machine of a {@link Room}.
 *
 * @param room   where they run
 * @param folder the test's
 */
record OurClient(Room room, Path folder) {

    /** Runs {@code timeball} with these words to its end. */
    Launcher.Finished timeball(String... words) throws IOException, InterruptedException {
        return room.run(program(List.of(), TimeballSync.class), words);
    }

    /** The same, with IPv6 addresses first. */
    Launcher.Finished timeballByIpv6(String... words) throws IOException, InterruptedException {
        return room.run(program(List.of("-Djava.net.preferIPv6Addresses=true"), TimeballSync.class), words);
    }

    /**
     * Starts a client that asks again and again under NTS, until it is closed or the room is.
     *
     * @param spacingMillis from one request to the next
     */
    Room.Running askOften(String host, long spacingMillis) throws IOException {
        return room.start(
                Confinement.ROOT,
                program(List.of(), RepeatedQueries.class),
                host,
                folder.resolve(OthersServers.AUTHORITY).toString(),
                Long.toString(spacingMillis));
    }

    private Program program(List<String> options, Class<?> main) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-Dstdout.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return new Program(command, folder);
    }
}
