package org.timeball.server.state;

/** How bad it is what an alert tells of, from the least on. */
public enum AlertSeverity {
    /** Good to know; nothing is worse for clients. */
    NOTICE("notice"),

    /** Clients are served well, and would not be if more went wrong. */
    WARNING("warning"),

    /** Clients are not served as they should be, or may be told a wrong time. */
    CRITICAL("critical");

    private final String word;

    AlertSeverity(String word) {
        this.word = word;
    }

    /** As it is written in the configuration. */
    public String word() {
        return word;
    }

    /** Whether this is as bad as {@code least}, or worse. */
    public boolean isAtLeast(AlertSeverity least) {
        return compareTo(least) >= 0;
    }
}
