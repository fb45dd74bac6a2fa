package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A run of the small daemon in which it does what it does all its life, for its AOT cache: it exchanges keys, asks, follows, and
 * tells how it is.
 */
final class DaemonRehearsal {

    private static final int PATIENCE_SECONDS = 120;
    private static final int LOOK_MILLIS = 500;

    /** What its status says of a clock that follows a server. */
    private static final String FOLLOWS = "follows localhost";

    private final SyncProgram program;
    private final Path folder;

    /** @param folder an empty one, for its files */
    DaemonRehearsal(SyncProgram program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * Runs it.
     *
     * @param server whom it follows
     * @throws BenchException if it does not come to follow, or leaves no cache
     */
    void run(Contender server) throws BenchException, InterruptedException {
        try {
            var configuration = Files.writeString(folder.resolve("sync.toml"), """
                    schema = 1
                    state-directory = "state"
                    control-socket = "sync.sock"
                    [[source]]
                    host = "localhost"
                    family = "ipv4"
                    port = %d
                    ca-path = "%s"
                    """.formatted(
                            server.keyExchangePort().orElseThrow(), server.authority()));
            var process = new ProcessBuilder(program.daemonTraining(configuration))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            try {
                awaitFollowing(process);
                // At its end it starts another Java, which makes the cache.
                process.destroy();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new BenchException("the daemon does not end; it said:\n" + said());
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException refused) {
            throw new BenchException("cannot rehearse the daemon: " + refused.getMessage(), refused);
        }
    }

    private void awaitFollowing(Process process) throws BenchException, InterruptedException {
        var status = new Asker(
                "timeball status",
                program.cold("status", "--socket", folder.resolve("sync.sock").toString()),
                FOLLOWS);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                status.ask();
                return;
            } catch (BenchException notYet) {
                if (!process.isAlive() || System.nanoTime() - endNanos >= 0) {
                    throw new BenchException("the daemon does not follow; it said:\n" + said(), notYet);
                }
            }
            process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException unread) {
            return "(nothing)";
        }
    }
}
