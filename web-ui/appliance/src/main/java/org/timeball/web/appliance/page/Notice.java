package org.timeball.web.appliance.page;

import org.timeball.web.appliance.access.Change;

/**
 * What became of what somebody asked for, above the page they asked on.
 *
 * @param sentence for them; empty where nothing was asked
 * @param isDone   whether it was done
 * @param secret   what is shown this once; or empty
 */
public record Notice(String sentence, boolean isDone, String secret) {

    /** Nothing was asked for. */
    public static final Notice NONE = new Notice("", true, "");

    /** Of a change of who may come in. */
    public static Notice of(Change change) {
        return switch (change) {
            case Change.Done(var sentence) -> new Notice("Done: " + sentence + ".", true, "");
            case Change.Made(var sentence, var secret) -> new Notice("Done: " + sentence + ".", true, secret);
            case Change.Refused(var sentence) -> new Notice(sentence, false, "");
            case Change.Unknown() -> new Notice("There is no such user, session or token any more.", false, "");
        };
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Notice[" + sentence + "]";
    }
}
