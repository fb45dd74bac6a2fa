package org.timeball.web.appliance.page;

import java.util.Optional;
import org.timeball.server.control.Status;

/** What the web process knows of the daemon at one instant. */
public sealed interface Sighting {

    /**
     * The daemon speaks.
     *
     * @param status its word, at most a few seconds old
     */
    record Heard(Status status) implements Sighting {}

    /**
     * The daemon cannot be reached, or says nothing.
     *
     * @param last          its last word, empty when it was never heard
     * @param why           one sentence
     * @param silentSeconds since its last word, or since we began to listen
     */
    record Silent(Optional<Status> last, String why, long silentSeconds) implements Sighting {}

    /** The last word there is. */
    default Optional<Status> lastWord() {
        return switch (this) {
            case Heard(Status status) -> Optional.of(status);
            case Silent(Optional<Status> last, String why, long silentSeconds) -> last;
        };
    }
}
