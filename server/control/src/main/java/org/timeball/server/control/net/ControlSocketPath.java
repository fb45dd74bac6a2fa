package org.timeball.server.control.net;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a daemon's control socket is looked for: the place named, else {@code TIMEBALL_SOCKET}, else the first that exists
 * of {@code /run/timeball/control.sock} and the user's own places, where a demo registers.
 *
 * @param environment variables of the process
 * @param temporary   the folder for temporary files
 * @param user        the user's name, which keeps users apart in that folder
 */
public record ControlSocketPath(Map<String, String> environment, Path temporary, String user) {

    /** Names the socket and ends the search. */
    public static final String VARIABLE = "TIMEBALL_SOCKET";

    /** The socket of the daemon that the system runs. */
    public static final Path SYSTEM = Path.of("/run/timeball/control.sock");

    /** What a socket is called in a daemon's own folder. */
    public static final String FILE_NAME = "control.sock";

    /** {@code sun_path} of unix(7) has 108 octets, and its last one is NUL. */
    public static final int LIMIT_OCTETS = 108 - 1;

    private static final String RUNTIME_FOLDER = "XDG_RUNTIME_DIR";

    /** Copies the map. */
    public ControlSocketPath {
        environment = Map.copyOf(environment);
    }

    /** As this process finds it: its environment, temporary folder and user. */
    public static ControlSocketPath ofThisProcess() {
        return new ControlSocketPath(
                System.getenv(),
                Path.of(System.getProperty("java.io.tmpdir", ".")),
                System.getProperty("user.name", "unknown"));
    }

    /**
     * The socket to ask; it need not exist, so that an error can name it.
     *
     * @param explicit named by the operator, taken as it is
     * @param exists   whether there is something at a path
     */
    public Path find(Optional<Path> explicit, Predicate<Path> exists) {
        return explicit.or(this::named)
                .orElseGet(() -> places().stream().filter(exists).findFirst().orElse(SYSTEM));
    }

    /** Where this user's own daemon, such as a demo, makes itself known. */
    public Path ofUser() {
        return runtimeFolder().orElseGet(this::temporaryFolder);
    }

    /** Whether a socket can have this path: {@value #LIMIT_OCTETS} octets are the most. */
    public static boolean isShortEnough(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LIMIT_OCTETS;
    }

    private Optional<Path> named() {
        return variable(VARIABLE);
    }

    /** Both of the user's places: the demo may have been started where {@code XDG_RUNTIME_DIR} was not set. */
    private List<Path> places() {
        var places = new ArrayList<Path>();
        places.add(SYSTEM);
        runtimeFolder().ifPresent(places::add);
        places.add(temporaryFolder());
        return places;
    }

    private Optional<Path> runtimeFolder() {
        return variable(RUNTIME_FOLDER)
                .filter(Path::isAbsolute)
                .map(folder -> folder.resolve("timeball").resolve(FILE_NAME));
    }

    private Path temporaryFolder() {
        return temporary.resolve("timeball-" + user).resolve(FILE_NAME);
    }

    private Optional<Path> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
