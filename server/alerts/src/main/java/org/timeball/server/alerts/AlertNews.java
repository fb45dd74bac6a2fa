package org.timeball.server.alerts;

/**
 * Something that is to be told.
 *
 * @param kind  why now
 * @param alert what it is about
 */
public record AlertNews(Kind kind, RaisedAlert alert) {

    /** Why something is told. */
    public enum Kind {
        /** It began, and lasts. */
        BEGAN("began"),

        /** It is over, and stayed away. */
        OVER("over"),

        /** It was told, and still lasts. */
        REMINDER("reminder"),

        /** It happened. */
        ONCE("once"),

        /** Somebody wants to see whether a message arrives. */
        TEST("test");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Its stable name in what is sent. */
        public String word() {
            return word;
        }
    }
}
