package org.timeball.web.appliance.page.sky;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.timeball.server.control.Receiver.SatelliteInView;
import org.timeball.server.control.Status;
import org.timeball.web.appliance.page.SkyPlot;

/**
 * Where satellites were seen in the last day, every two minutes: some 32,000 sights with 45 satellites in view.
 *
 * <p>It is this process's own, and begins anew with it. One thread adds, any may ask; the lock is held for as long as it takes to
 * copy.
 */
public final class SkyMemory {

    /** A satellite moves by a degree in two minutes, which is two pixels. */
    static final int STEP_SECONDS = 120;

    static final int DAY_SECONDS = 86_400;

    private record Name(String constellation, int number) {}

    private final Map<Name, Deque<Sight>> paths = new LinkedHashMap<>();
    private long lastStep = Long.MIN_VALUE;
    private long firstUtcSecond = Long.MAX_VALUE;

    /** Remembers nothing yet. */
    public SkyMemory() {}

    /** Takes what the daemon says, if it is time to. */
    public synchronized void add(Status status) {
        long utcSecond = Math.floorDiv(status.utcNanos(), 1_000_000_000L);
        long step = Math.floorDiv(utcSecond, (long) STEP_SECONDS);
        var satellites = status.receiver().satellites();
        if (step == lastStep || satellites.isEmpty()) {
            return;
        }
        if (step < lastStep) {
            // The daemon's time went back: what was seen then was of another time.
            paths.clear();
            firstUtcSecond = utcSecond;
        }
        lastStep = step;
        firstUtcSecond = Math.min(firstUtcSecond, utcSecond);
        satellites.stream().filter(SkyPlot::hasPlace).forEach(satellite -> add(satellite, utcSecond));
        forgetBefore(utcSecond - DAY_SECONDS);
    }

    private void add(SatelliteInView seen, long utcSecond) {
        paths.computeIfAbsent(new Name(seen.constellation(), seen.number()), _ -> new ArrayDeque<>())
                .add(new Sight(utcSecond, seen.elevationDegrees(), seen.azimuthDegrees(), seen.signalDbHz()));
    }

    private void forgetBefore(long utcSecond) {
        paths.values().forEach(sights -> {
            while (!sights.isEmpty() && sights.getFirst().utcSecond() < utcSecond) {
                sights.removeFirst();
            }
        });
        paths.values().removeIf(Deque::isEmpty);
        firstUtcSecond = Math.max(firstUtcSecond, utcSecond);
    }

    /** How long it has been looked, at most a day; seconds. */
    synchronized long spanSeconds() {
        return lastStep == Long.MIN_VALUE ? 0 : Math.max(0, (lastStep + 1) * STEP_SECONDS - firstUtcSecond);
    }

    /** Where each satellite went. */
    synchronized List<Path> paths() {
        var copies = new ArrayList<Path>();
        paths.forEach((name, sights) -> copies.add(new Path(name.constellation, name.number, List.copyOf(sights))));
        return copies;
    }
}
