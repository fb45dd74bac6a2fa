package org.timeball.web.appliance.firstrun;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.timeball.server.state.edit.ConfigEdit;

/** What a box is for, and what that sets under {@code [ntp]}. */
public enum Purpose {
    /** For the networks that are not the Internet's (RFC 1918, RFC 4193) and this machine. */
    HOME(
            "home",
            "At home",
            "Answers private networks alone, each client up to 1,000 times a second.",
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "fe80::/10", "::1/128"),
            "1000",
            "50"),

    /** For everybody, with a limit that holds forged floods off and lets many clients behind one address in. */
    POOL(
            "pool",
            "For a public pool",
            "Answers everybody, each address twice a second on average and 16 times at once. A pool is joined on the page Pools.",
            List.of(),
            "2",
            "16"),

    /** For measurements, in which a limit would be a fault. */
    LAB(
            "lab",
            "A reference in a laboratory",
            "Answers everybody, as often as they ask.",
            List.of(),
            "\"unlimited\"",
            "1000");

    private final String key;
    private final String title;
    private final String effect;
    private final List<String> allow;
    private final String requestsPerSecond;
    private final String burst;

    Purpose(String key, String title, String effect, List<String> allow, String requestsPerSecond, String burst) {
        this.key = key;
        this.title = title;
        this.effect = effect;
        this.allow = allow;
        this.requestsPerSecond = requestsPerSecond;
        this.burst = burst;
    }

    /** In forms. */
    public String key() {
        return key;
    }

    /** For whoever chooses. */
    public String title() {
        return title;
    }

    /** What it sets, in words. */
    public String effect() {
        return effect;
    }

    /** The purpose of that key; empty where there is none. */
    public static Optional<Purpose> of(String key) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.key.equals(key))
                .findFirst();
    }

    /** A configuration with what it sets in it. */
    ConfigEdit in(ConfigEdit text) {
        return text.with("ntp", "burst", burst)
                .with("ntp", "requests-per-second", requestsPerSecond)
                .with("ntp", "allow", ConfigEdit.quoted(allow));
    }
}
