package org.timeball.server.control.net;

import java.nio.file.Path;

/** The daemon could not be asked: says at which socket, why, and what to do. */
public final class ControlException extends Exception {
    private static final long serialVersionUID = 1L;

    private ControlException(String message) {
        super(message);
    }

    private ControlException(String message, Throwable cause) {
        super(message, cause);
    }

    static ControlException noDaemon(Path socket, String why, String remedy) {
        return new ControlException("no daemon answers at " + socket + ": " + why + "; " + remedy);
    }

    static ControlException broken(Path socket, String what) {
        return new ControlException("the daemon at " + socket + " " + what);
    }

    static ControlException broken(Path socket, String what, Throwable cause) {
        return new ControlException("the daemon at " + socket + " " + what + ": " + cause.getMessage(), cause);
    }
}
