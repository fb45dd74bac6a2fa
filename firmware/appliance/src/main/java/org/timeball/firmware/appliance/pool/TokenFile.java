package org.timeball.firmware.appliance.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.state.SecretFile;
import org.timeball.server.state.StateException;

/**
 * A pool's tokens on the disk: one a line, readable by its owner alone; empty lines and those that begin with # are passed
 * over. A reader finds the old content or the new one.
 */
final class TokenFile {

    /** Two are needed while one takes over from the other. */
    static final int MOST = 8;

    private final Path file;

    TokenFile(Path file) {
        this.file = file;
    }

    /**
     * What a file holds.
     *
     * @param lines   those that are good
     * @param problem what is wrong with others, a sentence; empty if nothing is
     */
    record Content(List<TokenLine> lines, String problem) {

        static final Content NOTHING = new Content(List.of(), "");

        /** Copies the list. */
        Content {
            lines = List.copyOf(lines);
        }
    }

    /** What it holds; nothing if it is not there or cannot be had, with the reason. */
    Content read() {
        if (Files.notExists(file)) {
            return Content.NOTHING;
        }
        try {
            return content(new String(SecretFile.read(file), StandardCharsets.UTF_8));
        } catch (StateException refused) {
            return new Content(List.of(), String.valueOf(refused.getMessage()));
        }
    }

    private Content content(String text) {
        var lines = new ArrayList<TokenLine>();
        var problems = new ArrayList<String>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            switch (TokenLine.of(line)) {
                case Decoded.Ok<TokenLine>(var good) -> lines.add(good);
                case Decoded.Malformed<TokenLine>(var _, long _, var reason) ->
                    problems.add("line %d is no token: %s".formatted(number, reason));
            }
        }
        if (lines.size() > MOST) {
            problems.add("%d tokens, of which the last %d count".formatted(lines.size(), MOST));
        }
        var counted = lines.subList(Math.max(0, lines.size() - MOST), lines.size());
        return new Content(counted, problems.isEmpty() ? "" : file + ": " + String.join("; ", problems));
    }

    /**
     * Replaces the content, and gives the file to whom the one before was, or to whom its folder is: the daemon has to read
     * it, and who writes may be root.
     *
     * @throws IOException if that cannot be
     */
    void write(List<TokenLine> lines) throws IOException {
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
        var fresh = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var channel = Files.newByteChannel(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var text = lines.stream().map(line -> line.line() + '\n').collect(Collectors.joining());
            var octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        }
        var owner = Files.getOwner(Files.exists(file) ? file : folder);
        if (!owner.equals(Files.getOwner(fresh))) {
            Files.setOwner(fresh, owner);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
