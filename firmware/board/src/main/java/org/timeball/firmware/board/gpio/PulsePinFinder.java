package org.timeball.firmware.board.gpio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.timeball.firmware.board.gpio.PinVerdict.Kind;
import org.timeball.firmware.board.gpio.PinWatch.Edge;

/** Tells by what was seen of the pins which of them carries a receiver's pulse. Pure. */
public final class PulsePinFinder {

    /** How long the pins are to be watched. */
    public static final long WATCH_NANOS = 5_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** What a busy machine may be late by in telling of an edge. */
    private static final long LATE_NANOS = 50_000_000L;

    /** Two could be chance. */
    private static final int LEAST_EDGES = 3;

    /** A program that is told of an edge for the first time is late by much more on a small machine. */
    private static final int LATE_EDGES = 1;

    private PulsePinFinder() {}

    /**
     * Judges every pin.
     *
     * @param watches   in any order
     * @param ofKernel  the PPS devices that stamp a pin already, by the pin
     * @return in the order of the watches
     */
    public static List<PinVerdict> verdicts(List<PinWatch> watches, Map<Integer, String> ofKernel) {
        return watches.stream().map(watch -> verdict(watch, ofKernel)).toList();
    }

    /** What follows for the operator from the verdicts, in a sentence. */
    public static String conclusion(List<PinVerdict> verdicts) {
        var kernel = verdicts.stream().filter(it -> it.kind() == Kind.KERNEL).toList();
        var pulses = verdicts.stream().filter(it -> it.kind() == Kind.PULSE).toList();
        if (!kernel.isEmpty()) {
            return "the kernel has the pulse of " + pins(kernel) + "; nothing more is to be done";
        }
        return switch (pulses.size()) {
            case 0 -> "no pin carries a pulse; has the receiver a fix, and is its pulse wired to the header?";
            case 1 ->
                "write dtoverlay=pps-gpio,gpiopin=%d into config.txt and restart"
                        .formatted(pulses.getFirst().pin());
            default -> pins(pulses) + " all carry a pulse; choose one";
        };
    }

    private static String pins(List<PinVerdict> verdicts) {
        return verdicts.stream().map(verdict -> "GPIO " + verdict.pin()).collect(Collectors.joining(" and "));
    }

    private static PinVerdict verdict(PinWatch watch, Map<Integer, String> ofKernel) {
        int pin = watch.pin();
        if (ofKernel.containsKey(pin)) {
            return new PinVerdict(pin, Kind.KERNEL, "stamped by the kernel as " + ofKernel.get(pin));
        }
        if (!watch.heldBy().isEmpty()) {
            boolean isPps = watch.heldBy().toLowerCase(Locale.ROOT).contains("pps");
            return new PinVerdict(
                    pin,
                    isPps ? Kind.KERNEL : Kind.HELD,
                    isPps ? "held by the kernel's " + watch.heldBy() : "in use: " + watch.heldBy());
        }
        return watch.edges().isEmpty() ? new PinVerdict(pin, Kind.SILENT, "no edge") : judged(watch);
    }

    private static PinVerdict judged(PinWatch watch) {
        var rises =
                watch.edges().stream().filter(Edge::isRising).map(Edge::nanos).toList();
        if (rises.size() < LEAST_EDGES) {
            return new PinVerdict(watch.pin(), Kind.OTHER, "too few edges to tell: " + rises.size() + " rising");
        }
        if (isOneASecond(rises)) {
            return new PinVerdict(watch.pin(), Kind.PULSE, "one pulse a second" + width(watch.edges()));
        }
        double mean = (double) (rises.getLast() - rises.getFirst()) / (rises.size() - 1);
        return new PinVerdict(
                watch.pin(),
                Kind.OTHER,
                String.format(Locale.ROOT, "%d rising edges, %.3g s apart on average", rises.size(), mean * 1e-9));
    }

    /** Whether all but one are whole seconds apart, in seconds of their own. */
    private static boolean isOneASecond(List<Long> rises) {
        long most = rises.stream().mapToLong(of -> secondsHit(rises, of)).max().orElse(0);
        return most >= LEAST_EDGES && most >= rises.size() - LATE_EDGES;
    }

    /** How many different seconds have an edge as far within them as {@code of}. */
    private static long secondsHit(List<Long> rises, long of) {
        return rises.stream()
                .map(at -> at - of)
                .filter(apart -> Math.abs(apart - seconds(apart) * SECOND_NANOS) <= LATE_NANOS)
                .map(PulsePinFinder::seconds)
                .distinct()
                .count();
    }

    private static long seconds(long nanos) {
        return Math.floorDiv(nanos + SECOND_NANOS / 2, SECOND_NANOS);
    }

    /** For how long the pin is high; where that is most of the second, the other edge is the pulse's. */
    private static String width(List<Edge> edges) {
        var widths = new ArrayList<Long>();
        for (int i = 1; i < edges.size(); i++) {
            if (edges.get(i - 1).isRising() && !edges.get(i).isRising()) {
                widths.add(edges.get(i).nanos() - edges.get(i - 1).nanos());
            }
        }
        if (widths.isEmpty()) {
            return "";
        }
        Collections.sort(widths);
        long millis = Math.round(widths.get(widths.size() / 2) * 1e-6);
        return ", high for " + millis + " ms"
                + (millis > 550 ? ": it begins with the falling edge, add assert_falling_edge" : "");
    }
}
