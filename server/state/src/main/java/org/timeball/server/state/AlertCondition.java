package org.timeball.server.state;

import java.util.Arrays;
import java.util.Optional;

/**
 * What somebody who is not looking may want to be told of.
 *
 * <p>Its word is stable: it stands in the configuration, in the event log, and in what is sent.
 */
public enum AlertCondition {
    /** No time is vouched for. */
    UNSYNCHRONISED("unsynchronised", AlertSeverity.CRITICAL, 60),

    /** The clock runs on its own, as long as its bound allows. */
    HOLDOVER("holdover", AlertSeverity.WARNING, 300),

    /** Nothing is heard from the receiver. */
    RECEIVER_SILENT("receiver-silent", AlertSeverity.WARNING, 60),

    /** The receiver speaks, and does not see enough of the sky. */
    NO_FIX("no-fix", AlertSeverity.WARNING, 900),

    /** The receiver says that its antenna is open or short. */
    ANTENNA("antenna", AlertSeverity.WARNING, 60),

    /** The receiver says that it is jammed. */
    JAMMING("jamming", AlertSeverity.WARNING, 300),

    /** The receiver says that somebody imitates the satellites. */
    SPOOFING("spoofing", AlertSeverity.CRITICAL, 60),

    /** Something is held against the receiver, and its pulses are not used. */
    RECEIVER_SUSPECT("receiver-suspect", AlertSeverity.CRITICAL, 60),

    /** One server that is asked tells another time than the others. */
    SOURCE_FALSE("source-false", AlertSeverity.WARNING, 900),

    /** One server that is asked does not answer. */
    SOURCE_SILENT("source-silent", AlertSeverity.NOTICE, 3_600),

    /** Those who tell the time contradict each other, and who is right is in question. */
    SOURCES_DISAGREE("sources-disagree", AlertSeverity.CRITICAL, 60),

    /** A certificate ends soon and there is no other. */
    CERTIFICATE("certificate", AlertSeverity.WARNING, 60),

    /** What has to be kept cannot be written. */
    STORAGE("storage", AlertSeverity.WARNING, 60),

    /** A pool that we are a member of is not let in, or stays away. */
    POOL("pool", AlertSeverity.WARNING, 300),

    /** A part of the service does not run as configured. */
    SERVICE("service", AlertSeverity.WARNING, 60),

    /** Those who announce leap seconds contradict each other. */
    LEAP("leap", AlertSeverity.WARNING, 300),

    /** The daemon began anew. Told once: it is nothing that lasts. */
    RESTART("restart", AlertSeverity.NOTICE, 0);

    private final String word;
    private final AlertSeverity severity;
    private final int holdOffSeconds;

    AlertCondition(String word, AlertSeverity severity, int holdOffSeconds) {
        this.word = word;
        this.severity = severity;
        this.holdOffSeconds = holdOffSeconds;
    }

    /** Its stable name. */
    public String word() {
        return word;
    }

    /** How bad it is. */
    public AlertSeverity severity() {
        return severity;
    }

    /** How long it has to last before it is told, unless the configuration says otherwise; seconds. */
    public int holdOffSeconds() {
        return holdOffSeconds;
    }

    /**
     * What is worse and includes this: when that is told, this is over without a word.
     *
     * @return empty for most
     */
    public Optional<AlertCondition> worse() {
        return this == HOLDOVER ? Optional.of(UNSYNCHRONISED) : Optional.empty();
    }

    /** Whether it goes on until it is over. */
    public boolean lasts() {
        return this != RESTART;
    }

    /** The condition of that name. */
    public static Optional<AlertCondition> ofWord(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
}
