package org.timeball.refclock.gnss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The satellites in view, put together from lists that may take several sentences and several epochs to come.
 *
 * <p>A list stays as last reported until the next one is complete, or until the receiver has not repeated it for a
 * while.
 */
final class SkyView {

    /** Receivers repeat their lists every 1 to 10 s; one of a constellation that has set is not repeated at all. */
    private static final long FORGOTTEN_AFTER_EPOCHS = 60;

    /** A constellation's sentences, apart for each signal; or all of a frame. */
    private record ListKey(Constellation system, String signal) {
        static final ListKey FRAME = new ListKey(Constellation.UNKNOWN, "UBX");
        static final ListKey OLD_FRAME = new ListKey(Constellation.UNKNOWN, "UBX of old");
    }

    private record Listing(List<Satellite> satellites, long epoch) {}

    private record Gathering(int parts, int nextPart, List<Satellite> satellites) {}

    private record SatelliteKey(Constellation system, int number) {
        static SatelliteKey of(Satellite satellite) {
            return new SatelliteKey(satellite.constellation(), satellite.number());
        }
    }

    private final Map<ListKey, Gathering> gatherings = new HashMap<>();
    private final Map<ListKey, Listing> listings = new LinkedHashMap<>();
    private Set<SatelliteKey> used = Set.of();
    private long epoch;

    /** Takes one sentence of a list; a list that has lost a sentence is dropped. */
    void take(NmeaSentence.Gsv sentence) {
        var key = new ListKey(Numbering.ofTalker(sentence.talker()), sentence.signal());
        Gathering begun = sentence.part() == 1
                ? new Gathering(sentence.parts(), 1, List.of())
                : gatherings.getOrDefault(key, new Gathering(0, 0, List.of()));
        gatherings.remove(key);
        if (sentence.part() != begun.nextPart || sentence.parts() != begun.parts) {
            return;
        }
        var satellites = new ArrayList<>(begun.satellites);
        satellites.addAll(sentence.satellites());
        if (sentence.part() == sentence.parts()) {
            listings.put(key, new Listing(List.copyOf(satellites), epoch));
        } else {
            gatherings.put(key, new Gathering(begun.parts, begun.nextPart + 1, satellites));
        }
    }

    /** Takes a whole list. */
    void take(UbxFrame.NavSat frame) {
        listings.put(ListKey.FRAME, new Listing(frame.satellites(), epoch));
    }

    /** Takes a whole list. */
    void take(UbxFrame.NavSvInfo frame) {
        listings.put(ListKey.OLD_FRAME, new Listing(frame.satellites(), epoch));
    }

    /** Takes the satellites that one epoch's GSA sentences call used, in place of those before. */
    void use(List<NmeaSentence.Gsa> sentences) {
        var keys = new HashSet<SatelliteKey>();
        for (var sentence : sentences) {
            for (int number : sentence.numbers()) {
                keys.add(new SatelliteKey(Numbering.of(sentence.system(), number), number));
            }
        }
        used = keys;
    }

    /** How many satellites the last GSA sentences called used. */
    int usedCount() {
        return used.size();
    }

    /** Ends an epoch: lists not repeated for long are forgotten. */
    void endEpoch() {
        epoch++;
        listings.values().removeIf(listing -> epoch - listing.epoch > FORGOTTEN_AFTER_EPOCHS);
    }

    /**
     * Those in view; a frame's list, where there is one, in place of the sentences', which number satellites
     * differently.
     */
    List<Satellite> satellites() {
        var frame = listings.getOrDefault(ListKey.FRAME, listings.get(ListKey.OLD_FRAME));
        if (frame != null) {
            return frame.satellites;
        }
        var inView = new LinkedHashMap<SatelliteKey, Satellite>();
        for (var listing : listings.values()) {
            for (var satellite : listing.satellites) {
                inView.merge(SatelliteKey.of(satellite), satellite, SkyView::stronger);
            }
        }
        var marked = new ArrayList<Satellite>(inView.size());
        for (var satellite : inView.values()) {
            marked.add(marked(satellite));
        }
        // A copy that no record has to copy again.
        return List.copyOf(marked);
    }

    private Satellite marked(Satellite satellite) {
        return new Satellite(
                satellite.constellation(),
                satellite.number(),
                satellite.elevationDegrees(),
                satellite.azimuthDegrees(),
                satellite.signalDbHz(),
                used.contains(SatelliteKey.of(satellite)),
                satellite.residualMetres());
    }

    private static Satellite stronger(Satellite one, Satellite other) {
        return one.signalDbHz() >= other.signalDbHz() ? one : other;
    }
}
