package org.timeball.refclock.gnss;

import java.util.HashSet;
import java.util.Set;

/**
 * Tells where one epoch ends and the next begins when no silence on the line does.
 *
 * <p>A message begins a new epoch when it is about another second than the epoch so far, or when its kind has been in
 * the epoch already, of the same talker; the lists that come in several sentences, GSA and GSV, count as repeated only when something
 * else came in between. Messages that a receiver sends whenever it likes (texts, acknowledgements, makers' sentences)
 * belong to whatever epoch they fall into.
 */
final class EpochSplitter {

    /** A message's kind: what may stand in an epoch but once, or one run of it if it is a list. */
    private record Kind(String name, String part) {
        static final Kind WHENEVER = new Kind("", "");

        static Kind once(String name) {
            return new Kind(name, "");
        }

        boolean isList() {
            return !part.isEmpty();
        }
    }

    private static final int UBX_NAV = 0x01;

    private final Set<Kind> kinds = new HashSet<>();
    private Kind lastKind = Kind.WHENEVER;
    private EpochKey key = EpochKey.NONE;

    /** Forgets the epoch: the next message begins one whatever it is. */
    void restart() {
        kinds.clear();
        lastKind = Kind.WHENEVER;
        key = EpochKey.NONE;
    }

    /** Takes the next message, and tells whether it begins a new epoch beside the one so far. */
    boolean startsEpoch(ReceiverMessage message) {
        Kind kind = kindOf(message);
        EpochKey messageKey = EpochKey.of(message);
        boolean isRun = kind.isList() && kind.name().equals(lastKind.name());
        boolean isNew = key.contradicts(messageKey) || kinds.contains(kind) && !isRun;
        if (isNew) {
            restart();
        }
        key = key.or(messageKey);
        if (!kind.equals(Kind.WHENEVER)) {
            kinds.add(kind);
            lastKind = kind;
        }
        return isNew;
    }

    /** The second the epoch is about, as far as its messages have told. */
    EpochKey key() {
        return key;
    }

    private static Kind kindOf(ReceiverMessage message) {
        return switch (message) {
            // by address: some receivers (SiRF V, Telit) say the same once for each constellation
            case NmeaSentence.Rmc rmc -> Kind.once(rmc.id());
            case NmeaSentence.Zda zda -> Kind.once(zda.id());
            case NmeaSentence.Gga gga -> Kind.once(gga.id());
            case NmeaSentence.Gns gns -> Kind.once(gns.id());
            case NmeaSentence.Gll gll -> Kind.once(gll.id());
            case NmeaSentence.Gst gst -> Kind.once(gst.id());
            case NmeaSentence.Gsa gsa -> new Kind("GSA", gsa.system().name());
            case NmeaSentence.Gsv gsv ->
                new Kind("GSV", Numbering.ofTalker(gsv.talker()).name());
            case UbxFrame.Other other -> other.messageClass() == UBX_NAV ? Kind.once(other.id()) : Kind.WHENEVER;
            case UbxFrame.TimSvin _, UbxFrame.MonVer _, UbxFrame.MonHw _, UbxFrame.MonRf _ -> Kind.WHENEVER;
            case UbxFrame.SecSig _, UbxFrame.Ack _, UbxFrame.Cfg _ -> Kind.WHENEVER;
            case UbxFrame frame -> Kind.once(frame.id());
            case NmeaSentence.Txt _, NmeaSentence.Pmtk _ -> Kind.WHENEVER;
            case NmeaSentence.Other _, ReceiverMessage.Malformed _ -> Kind.WHENEVER;
        };
    }
}
