package org.timeball.web.appliance.firstrun;

import java.util.Arrays;
import java.util.Optional;

/** A step of the first set-up, in its order. Each is a page, and can be done again. */
public enum SetupStep {
    /** What was found at the serial ports, and what the antenna sees. */
    RECEIVER("receiver", "The receiver"),

    /** Servers of the network that are witnesses to it. */
    SECOND("second", "Is it the right second?"),

    /** Who is answered, and how often. */
    PURPOSE("purpose", "What is it for?"),

    /** By what clients know the box. */
    CERTIFICATE("certificate", "Name and certificate"),

    /** Codes besides the password, and other people. */
    ACCOUNT("account", "Who may come in"),

    /** How it is, and what to write into clients. */
    CLIENTS("clients", "Its clients");

    private final String key;
    private final String title;

    SetupStep(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** In its address, and in the file of what is done. */
    public String key() {
        return key;
    }

    /** What its page is called. */
    public String title() {
        return title;
    }

    /** Its page's address on this server. */
    public String path() {
        return "/setup/" + key;
    }

    /** The step of that key; empty where there is none. */
    public static Optional<SetupStep> of(String key) {
        return Arrays.stream(values()).filter(step -> step.key.equals(key)).findFirst();
    }

    /** The one after this; empty after the last. */
    public Optional<SetupStep> next() {
        return ordinal() + 1 < values().length ? Optional.of(values()[ordinal() + 1]) : Optional.empty();
    }
}
