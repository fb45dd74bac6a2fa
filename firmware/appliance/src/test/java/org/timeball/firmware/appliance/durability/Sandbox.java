package org.timeball.firmware.appliance.durability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A shell in a mount namespace of its own: what it mounts nobody else sees, and goes with it. */
final class Sandbox implements AutoCloseable {

    private static final String END = "=== end of this command";

    private final Process shell;
    private final Writer in;
    private final BufferedReader out;

    private Sandbox(Process shell) {
        this.shell = shell;
        this.in = new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    }

    /** With mounts of its own. Skips the calling test, visibly, where a user may have no namespaces. */
    static Sandbox open() throws IOException, InterruptedException {
        return open("-rm", "mount -t tmpfs tmpfs /mnt");
    }

    /** With mounts and a network of its own, in which nothing is up yet. */
    static Sandbox withNetwork() throws IOException, InterruptedException {
        return open("-rmn", "ip link set lo up");
    }

    /** With a network of its own, for root, who stays that: in it, processes can be made other users'. */
    static Sandbox ofRoot() throws IOException, InterruptedException {
        return open("-n", "ip link set lo up");
    }

    private static Sandbox open(String namespaces, String trial) throws IOException, InterruptedException {
        boolean isThere = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "unshare")));
        Assumptions.assumeTrue(isThere, "skipped: unshare is not installed");
        var probe = new ProcessBuilder("unshare", namespaces, "sh", "-c", trial).start();
        boolean isAllowed = probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0;
        Assumptions.assumeTrue(isAllowed, "skipped: this user may not have a namespace (unshare " + namespaces + ")");
        return new Sandbox(new ProcessBuilder("unshare", namespaces, "sh")
                .redirectErrorStream(true)
                .start());
    }

    /** Runs a command of the shell's and gives what it printed. */
    String run(String command) throws IOException {
        in.write(command + "\necho '" + END + "'\n");
        in.flush();
        var said = new StringBuilder();
        for (String line = out.readLine(); !END.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new AssertionError("the shell ended; it said:\n" + said);
            }
            said.append(line).append('\n');
        }
        return said.toString().strip();
    }

    /** Starts a program in the background, its output at the end of a file, and gives its process id. */
    long start(List<String> command, Path log) throws IOException {
        var words = String.join(" ", command.stream().map(Sandbox::quoted).toList());
        return Long.parseLong(run(words + " >> " + quoted(log.toString()) + " 2>&1 < /dev/null & echo $!"));
    }

    /** Ends a program as a power cut would. */
    void kill(long pid) throws IOException {
        run("kill -9 " + pid + "; wait " + pid + " 2> /dev/null");
    }

    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public void close() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }
}
