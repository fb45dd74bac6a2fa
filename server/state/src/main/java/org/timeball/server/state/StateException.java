package org.timeball.server.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** A file or directory could not be used: says the operation, the path, the cause and what to do about it. */
public final class StateException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal of ours.
     *
     * @param operation what was to be done, as a verb: {@code read}
     * @param path      to what
     * @param problem   what stands against it
     * @param remedy    what the operator can do
     */
    public StateException(String operation, Path path, String problem, String remedy) {
        super("cannot %s %s: %s; %s".formatted(operation, path, problem, remedy));
    }

    /**
     * A refusal of the operating system.
     *
     * @param operation what was to be done, as a verb: {@code write}
     * @param path      to what
     * @param cause     what the system said
     */
    public StateException(String operation, Path path, IOException cause) {
        super("cannot %s %s: %s; %s".formatted(operation, path, reason(cause), remedy(cause)), cause);
    }

    /** The system's own words, without the path that Java puts before them. */
    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            case NotDirectoryException _ -> "Not a directory";
            case FileAlreadyExistsException _ -> "A file has that name";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        };
    }

    private static String remedy(IOException cause) {
        String reason = reason(cause).toLowerCase(Locale.ROOT);
        if (reason.contains("no space") || reason.contains("quota")) {
            return "free room on that file system";
        }
        if (reason.contains("read-only")) {
            return "mount that file system writable, or name another state-directory";
        }
        if (reason.contains("permission denied") || reason.contains("not permitted")) {
            return "give the user that runs timeball the right to it";
        }
        if (reason.contains("no such file")) {
            return "create it, or correct the path";
        }
        return "see to the cause, or name another path";
    }
}
