package org.timeball.web.appliance.access;

/** What became of a change of who may come in. */
public sealed interface Change {

    /**
     * It is so.
     *
     * @param sentence what is so now
     */
    record Done(String sentence) implements Change {}

    /**
     * It is so, and this is shown once.
     *
     * @param sentence what is so now
     * @param secret   the new token
     */
    record Made(String sentence, String secret) implements Change {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Made[" + sentence + "]";
        }
    }

    /**
     * It is not, and whoever asked can do something about it.
     *
     * @param sentence why
     */
    record Refused(String sentence) implements Change {}

    /** There is no such user, session or token. */
    record Unknown() implements Change {}
}
