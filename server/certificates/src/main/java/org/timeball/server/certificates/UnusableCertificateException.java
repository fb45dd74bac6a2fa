package org.timeball.server.certificates;

/** A certificate or key that cannot be served: says which file, what is wrong with it, and what to do. */
public final class UnusableCertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param subject the file, or what else is meant
     * @param problem what is wrong with it
     * @param remedy  what the operator can do
     */
    UnusableCertificateException(Object subject, String problem, String remedy) {
        super("%s: %s; %s".formatted(subject, problem, remedy));
    }

    UnusableCertificateException(Object subject, String problem, String remedy, Throwable cause) {
        super("%s: %s; %s".formatted(subject, problem, remedy), cause);
    }

    /** For a cause whose own message says all of it. */
    UnusableCertificateException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
