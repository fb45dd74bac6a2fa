package org.timeball.server.monitoring;

import java.nio.file.Path;

/** The control socket could not be opened: says where, why, and what to do. */
public final class ControlSocketException extends Exception {
    private static final long serialVersionUID = 1L;

    ControlSocketException(Path path, String why, String remedy) {
        super(message(path, why, remedy));
    }

    ControlSocketException(Path path, String why, String remedy, Throwable cause) {
        super(message(path, why, remedy), cause);
    }

    private static String message(Path path, String why, String remedy) {
        return "the control socket " + path + " cannot be opened: " + why + "; " + remedy;
    }
}
