package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs commands in the guest, one after the other, over its second serial port; what answers is
 * {@code image-build/guest/init}. Not thread-safe.
 */
final class GuestShell implements AutoCloseable {

    private static final int QUICK_SECONDS = 15;

    /**
     * What a command left behind.
     *
     * @param exitCode its exit code
     * @param output   what it wrote, standard output and error together
     */
    record Answer(int exitCode, String output) {}

    private final SocketChannel line;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private final StringBuilder received = new StringBuilder();

    private GuestShell(SocketChannel line) throws IOException {
        this.line = line;
        this.selector = Selector.open();
        line.configureBlocking(false);
        line.register(selector, SelectionKey.OP_READ);
    }

    /** Takes the line of a machine whose shell is up. */
    static GuestShell of(VirtualMachine machine) throws IOException, InterruptedException {
        var shell = new GuestShell(machine.connect("shell"));
        shell.run("true");
        return shell;
    }

    /** Runs a command that takes no time worth mentioning and must succeed; returns what it wrote. */
    String run(String command) throws IOException {
        var answer = run(command, QUICK_SECONDS);
        if (answer.exitCode != 0) {
            throw new AssertionError("in the guest `" + command + "` ended with " + answer);
        }
        return answer.output;
    }

    /** Runs a command to its end; one that takes longer than {@code seconds} fails the test. */
    Answer run(String command, int seconds) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        send(command + '\n');
        List<String> output = new ArrayList<>();
        while (true) {
            String answer = readLine(command, deadline);
            if (answer.startsWith("|")) {
                output.add(answer.substring(1));
            } else if (answer.startsWith("exit ")) {
                return new Answer(Integer.parseInt(answer.substring("exit ".length())), String.join("\n", output));
            }
        }
    }

    private void send(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            line.write(bytes);
        }
    }

    private String readLine(String command, long deadline) throws IOException {
        int end = received.indexOf("\n");
        while (end < 0) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("in the guest `" + command + "` does not end; it wrote: " + received);
            }
            selector.select(leftMillis);
            selector.selectedKeys().clear();
            buffer.clear();
            if (line.read(buffer) < 0) {
                throw new AssertionError("the guest ended during `" + command + '`');
            }
            received.append(StandardCharsets.UTF_8.decode(buffer.flip()));
            end = received.indexOf("\n");
        }
        String text = received.substring(0, end).stripTrailing();
        received.delete(0, end + 1);
        return text;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        line.close();
    }
}
