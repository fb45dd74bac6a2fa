package org.timeball.refclock.discipline.network.clock;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alarms that are raised, each kind once; tells when one begins and when it ends. Not thread-safe. */
final class AlarmBoard {

    private final Map<Alarm.Kind, Alarm> raised = new EnumMap<>(Alarm.Kind.class);

    /**
     * How it stands with one kind now.
     *
     * @param sentence what is wrong; empty when nothing is
     * @return what is to be told, if anything
     */
    Optional<NetworkEvent> set(long rawNanos, Alarm.Kind kind, Optional<String> sentence) {
        var before = Optional.ofNullable(raised.get(kind));
        if (sentence.isEmpty()) {
            raised.remove(kind);
            return before.map(alarm -> new NetworkEvent.AlarmEnded(rawNanos, alarm));
        }
        var alarm = new Alarm(kind, sentence.get());
        raised.put(kind, alarm);
        return before.isEmpty() ? Optional.of(new NetworkEvent.AlarmRaised(rawNanos, alarm)) : Optional.empty();
    }

    /** All that are raised, the gravest kind last. */
    List<Alarm> raised() {
        return new ArrayList<>(raised.values());
    }
}
