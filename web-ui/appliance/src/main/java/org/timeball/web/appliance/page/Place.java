package org.timeball.web.appliance.page;

import java.util.Optional;
import org.timeball.web.appliance.access.Role;

/** A page that the navigation leads to, in its order. */
public enum Place {
    /** Is the time right, who is getting it, does anything need somebody. */
    OVERVIEW("/", "Overview", Optional.of(Role.VIEWER)),

    /** What the antenna sees. */
    SKY("/sky", "Sky", Optional.of(Role.VIEWER)),

    /** How the clock ran. */
    CLOCK("/clock", "Clock", Optional.of(Role.VIEWER)),

    /** Who gets the time. */
    CLIENTS("/clients", "Clients", Optional.of(Role.VIEWER)),

    /** Where time comes from. */
    SOURCES("/sources", "Sources", Optional.of(Role.VIEWER)),

    /** Time with a proof. */
    NTS("/nts", "NTS", Optional.of(Role.VIEWER)),

    /** What clients are shown so that they know the box. */
    CERTIFICATES("/certificates", "Certificates", Optional.of(Role.VIEWER)),

    /** Whose clients come here, by pools. */
    POOLS("/pools", "Pools", Optional.of(Role.VIEWER)),

    /** What is told to somebody who is not looking. */
    ALERTS("/alerts", "Alerts", Optional.of(Role.VIEWER)),

    /** What is amiss, and what to do. */
    DIAGNOSE("/diagnose", "Diagnose", Optional.of(Role.VIEWER)),

    /** Who changed what. */
    LOG("/log", "Log", Optional.of(Role.OPERATOR)),

    /** What is done once, while it is not. */
    SETUP("/setup", "First set-up", Optional.of(Role.ADMIN)),

    /** What the operator decided. */
    SETTINGS("/settings", "Settings", Optional.of(Role.OPERATOR)),

    /** Who else may come in. */
    USERS("/users", "Users", Optional.of(Role.ADMIN)),

    /** One's own password, codes and sessions. */
    ACCOUNT("/account", "Account", Optional.of(Role.VIEWER)),

    /** The way in. */
    SIGN_IN("/login", "Sign in", Optional.empty()),

    /** The way in to a new box. */
    CLAIM("/claim", "Claim", Optional.empty());

    private final String path;
    private final String label;
    private final Optional<Role> least;

    Place(String path, String label, Optional<Role> least) {
        this.path = path;
        this.label = label;
        this.least = least;
    }

    /** Its address on this server. */
    public String path() {
        return path;
    }

    /** What the navigation calls it. */
    public String label() {
        return label;
    }

    /** The least role that goes there; empty where strangers go. */
    public Optional<Role> least() {
        return least;
    }
}
