package org.timeball.refclock.gnss;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where one epoch's messages put the antenna, and how sure they are. A frame's word goes before the sentences', and
 * GGA's, which has a height, before that of the others; a message without a fix has no say.
 */
final class EpochPlace {

    private Optional<Position> ofFrame = Optional.empty();
    private Optional<Position> ofGga = Optional.empty();
    private Optional<Position> ofOthers = Optional.empty();
    private PositionQuality ofFrames = PositionQuality.UNTOLD;
    private PositionQuality ofDilutions = PositionQuality.UNTOLD;
    private PositionQuality ofErrors = PositionQuality.UNTOLD;
    private PositionQuality ofFixes = PositionQuality.UNTOLD;

    /** Takes any message; those that say nothing of the place change nothing. */
    void take(ReceiverMessage message) {
        switch (message) {
            case NmeaSentence sentence -> take(sentence);
            case UbxFrame.NavPvt pvt -> {
                ofFrame = pvt.position();
                ofFrames = pvt.positionQuality();
            }
            case UbxFrame.NavSol sol -> {
                ofFrame = ofFrame.or(sol::position);
                ofFrames = ofFrames.or(sol.positionQuality());
            }
            case UbxFrame _ -> {}
            case ReceiverMessage.Malformed _ -> {}
        }
    }

    private void take(NmeaSentence sentence) {
        switch (sentence) {
            case NmeaSentence.Gga gga -> {
                ofGga = gga.quality() == FixQuality.GOOD ? gga.position() : ofGga;
                ofFixes = ofFixes.or(horizontal(gga.hdop()));
            }
            case NmeaSentence.Gns gns -> {
                takeOther(gns.position(), gns.quality() == FixQuality.GOOD);
                ofFixes = ofFixes.or(horizontal(gns.hdop()));
            }
            case NmeaSentence.Rmc rmc -> takeOther(rmc.position(), rmc.isActive() && rmc.quality() != FixQuality.NONE);
            case NmeaSentence.Gll gll -> takeOther(gll.position(), gll.isActive() && gll.quality() != FixQuality.NONE);
            case NmeaSentence.Gsa gsa -> ofDilutions = ofDilutions.or(gsa.dilution());
            case NmeaSentence.Gst gst -> ofErrors = gst.positionQuality();
            case NmeaSentence.Zda _, NmeaSentence.Gsv _, NmeaSentence.Txt _, NmeaSentence.Pmtk _ -> {}
            case NmeaSentence.Other _ -> {}
        }
    }

    /** Empty when no message of the epoch has a fix and says where. */
    Optional<Position> position() {
        return ofFrame.or(() -> ofGga).or(() -> ofOthers);
    }

    PositionQuality quality() {
        return ofFrames.or(ofErrors).or(ofDilutions).or(ofFixes);
    }

    /** The first with a height is kept, else the first. */
    private void takeOther(Optional<Position> position, boolean hasFix) {
        boolean isBetter = ofOthers.isEmpty()
                || ofOthers.get().heightMetres().isEmpty()
                        && position.isPresent()
                        && position.get().heightMetres().isPresent();
        if (hasFix && isBetter) {
            ofOthers = position;
        }
    }

    private static PositionQuality horizontal(OptionalDouble hdop) {
        return new PositionQuality(
                OptionalDouble.empty(), hdop, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }
}
