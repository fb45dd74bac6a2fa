package org.timeball.server.certificates.acme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.timeball.server.certificates.OrderException;

/** Sets records by a program of the operator's: {@code SCRIPT set|clear NAME TEXT}, exit code 0 for done. */
public final class ScriptRecords implements TextRecords {

    private static final int WORDS_SHOWN = 200;

    private final Path script;
    private final Duration patience;

    /** @param patience after which the program is killed */
    public ScriptRecords(Path script, Duration patience) {
        this.script = script;
        this.patience = patience;
    }

    @Override
    public void set(String name, String text) throws OrderException, InterruptedException {
        run("set", name, text);
    }

    @Override
    public void clear(String name, String text) throws OrderException, InterruptedException {
        run("clear", name, text);
    }

    /** What it prints goes to a pipe that is read after its end: more than a pipe holds is a mistake of the script. */
    private void run(String what, String name, String text) throws OrderException, InterruptedException {
        try {
            var process = new ProcessBuilder(List.of(script.toString(), what, name, text))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new OrderException("%s %s took longer than %d s; see what it waits for"
                        .formatted(script, what, patience.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw new OrderException("%s %s ended with exit code %d, saying: %s"
                        .formatted(script, what, process.exitValue(), said(process)));
            }
        } catch (IOException cause) {
            throw new OrderException(
                    "%s cannot be run: %s; make it executable for the daemon's user"
                            .formatted(script, cause.getMessage()),
                    cause);
        }
    }

    private static String said(Process process) throws IOException {
        var words = new String(process.getInputStream().readNBytes(WORDS_SHOWN), StandardCharsets.UTF_8);
        return AcmeWords.line(words);
    }
}
