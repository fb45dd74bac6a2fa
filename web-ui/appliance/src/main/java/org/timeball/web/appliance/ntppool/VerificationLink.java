package org.timeball.web.appliance.ntppool;

import java.util.Optional;
import java.util.regex.Pattern;

/** The link that somebody is to open, in what the pool said to the address that is to be proved. */
final class VerificationLink {

    private static final Pattern LINK = Pattern.compile("https://[A-Za-z0-9.-]{1,200}/[A-Za-z0-9._~/?=&%-]{1,300}");

    private VerificationLink() {}

    /** Finds it; empty where there is none. */
    static Optional<String> in(String text) {
        return LINK.matcher(text).results().map(found -> found.group()).findFirst();
    }
}
