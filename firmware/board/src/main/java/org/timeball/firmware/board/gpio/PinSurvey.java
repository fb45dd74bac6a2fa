package org.timeball.firmware.board.gpio;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.timeball.firmware.board.gpio.PinWatch.Edge;
import org.timeball.refclock.time.DeviceException;

/** Watches all pins of a header at once, so that {@link PulsePinFinder} can judge them. */
public final class PinSurvey {

    /** The GPIOs of a Pi's header, without the two that belong to its identity memory. */
    public static final List<Integer> PINS =
            IntStream.rangeClosed(2, 27).boxed().toList();

    private PinSurvey() {}

    /**
     * Watches for {@link PulsePinFinder#WATCH_NANOS}; blocks its thread for so long, or until {@code stopped} is at zero.
     *
     * @return one for each of {@link #PINS} that there is; one that something else holds says who
     */
    public static List<PinWatch> run(Header header, CountDownLatch stopped) throws InterruptedException {
        var pins = PINS.stream().filter(header::has).toList();
        var seen = new TreeMap<Integer, List<Edge>>();
        var held = new TreeMap<Integer, String>();
        var watched = new ArrayList<Header.Watched>();
        try {
            for (int pin : pins) {
                String holder = header.holderOf(pin);
                if (!holder.isEmpty()) {
                    held.put(pin, holder);
                    continue;
                }
                var edges = new ArrayList<Edge>();
                try {
                    watched.add(header.watch(pin, isHigh -> note(edges, isHigh)));
                    seen.put(pin, edges);
                } catch (DeviceException refused) {
                    held.put(pin, String.valueOf(refused.getMessage()));
                }
            }
            boolean ignored = stopped.await(PulsePinFinder.WATCH_NANOS, TimeUnit.NANOSECONDS);
        } finally {
            watched.forEach(Header.Watched::close);
        }
        return pins.stream()
                .map(pin -> new PinWatch(pin, held.getOrDefault(pin, ""), copy(seen.getOrDefault(pin, List.of()))))
                .toList();
    }

    // Pi4J tells of each pin from a thread of its own.
    private static void note(List<Edge> edges, boolean isHigh) {
        long now = System.nanoTime();
        synchronized (edges) {
            edges.add(new Edge(now, isHigh));
        }
    }

    private static List<Edge> copy(List<Edge> edges) {
        synchronized (edges) {
            return List.copyOf(edges);
        }
    }
}
