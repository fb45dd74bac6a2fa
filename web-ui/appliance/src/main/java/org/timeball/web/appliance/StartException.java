package org.timeball.web.appliance;

/** Why the web process does not start, and what to do about it, in one line. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param problem what is wrong, with the operand
     * @param remedy  what to do
     */
    StartException(String problem, String remedy) {
        super(problem + "; " + remedy);
    }

    StartException(String problem, String remedy, Throwable cause) {
        super(problem + "; " + remedy, cause);
    }
}
