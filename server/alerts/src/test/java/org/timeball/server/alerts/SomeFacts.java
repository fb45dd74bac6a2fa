package org.timeball.server.alerts;

/** Facts for tests of other packages. */
public final class SomeFacts {

    private SomeFacts() {}

    /** All is well. */
    public static AlertFacts well() {
        return Situations.facts(Situations.WELL);
    }
}
