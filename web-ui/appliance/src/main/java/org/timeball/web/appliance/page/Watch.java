package org.timeball.web.appliance.page;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.timeball.server.control.Status;

/**
 * Whether the daemon is heard, and since when it is not.
 *
 * @param phase      what came last
 * @param last       the daemon's last word
 * @param sinceNanos when that came, or when we began to listen, on a clock that only runs forward
 */
public record Watch(Phase phase, Optional<Status> last, long sinceNanos) {

    /** What came last. */
    public enum Phase {
        /** Nothing yet. */
        ASKING,
        /** A word. */
        HEARD,
        /** The news that the line is down. */
        LOST
    }

    /** Nothing has come yet. */
    public static Watch begun(long nowNanos) {
        return new Watch(Phase.ASKING, Optional.empty(), nowNanos);
    }

    /** A word came. */
    public Watch heard(Status status, long nowNanos) {
        return new Watch(Phase.HEARD, Optional.of(status), nowNanos);
    }

    /** The line is down; the last word and its time stay. */
    public Watch lost() {
        return new Watch(Phase.LOST, last, sinceNanos);
    }

    /** Whether the daemon speaks. */
    public boolean isHeard() {
        return phase == Phase.HEARD;
    }

    /** What is known now. */
    public Sighting sighting(long nowNanos) {
        long silentSeconds = Math.max(0, TimeUnit.NANOSECONDS.toSeconds(nowNanos - sinceNanos));
        return switch (phase) {
            case ASKING -> new Sighting.Silent(last, "It was asked just now.", silentSeconds);
            case HEARD -> new Sighting.Heard(last.orElseThrow());
            case LOST ->
                new Sighting.Silent(
                        last, "It does not answer on its control socket; its own log may say why.", silentSeconds);
        };
    }
}
