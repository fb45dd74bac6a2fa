package org.timeball.firmware.board;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A pseudo-terminal whose other end hears too: {@code script} of util-linux holds it, and what a port says comes out of
 * that program. A test that needs it is skipped where that program is not.
 */
final class TalkingTerminal implements AutoCloseable {

    private final Process holder;
    private final InputStream heard;
    private final OutputStream said;
    private final Path path;

    private TalkingTerminal(Process holder) throws IOException {
        this.holder = holder;
        heard = new BufferedInputStream(holder.getInputStream());
        said = holder.getOutputStream();
        path = Path.of(new String(line(), StandardCharsets.US_ASCII).strip());
    }

    static TalkingTerminal open() throws IOException {
        try {
            var holder = new ProcessBuilder("script", "-qfc", "stty raw -echo; tty; sleep 600", "/dev/null")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new TalkingTerminal(holder);
        } catch (IOException missing) {
            return Assumptions.abort("skipped: script of util-linux is not here: " + missing.getMessage());
        }
    }

    /** The end to be opened as a port. */
    Path path() {
        return path;
    }

    void say(byte[] bytes) throws IOException {
        said.write(bytes);
        said.flush();
    }

    /** Waits until as many octets were heard. */
    byte[] hear(int octets) throws IOException {
        return heard.readNBytes(octets);
    }

    private byte[] line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = heard.read(); octet >= 0 && octet != '\n'; octet = heard.read()) {
            line.write(octet);
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        holder.descendants().forEach(ProcessHandle::destroy);
        holder.destroy();
        said.close();
    }
}
