package org.timeball.refclock.gnss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * Cuts a recording of a receiver's bytes, which holds no times of arrival, into the second that each byte belongs to,
 * so that it can be played back at the pace at which it was taken.
 */
public final class RecordingCutter {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * A stretch of a recording.
     *
     * @param from       its first octet
     * @param key        the second it is about
     * @param isAnchored it holds a message of a kind that tells the time, even if that one tells none
     */
    private record Stretch(long from, EpochKey key, boolean isAnchored) {
        Stretch with(EpochKey newKey, boolean isNowAnchored) {
            return new Stretch(from, newKey, isAnchored || isNowAnchored);
        }

        /**
         * One second's worth only together: several fixes a second, or a fragment without a message that could tell.
         */
        boolean belongsTo(Stretch before) {
            return !isAnchored || !before.isAnchored || key.isSameSecond(before.key);
        }
    }

    private RecordingCutter() {}

    /**
     * The recording's bytes, one element for each second.
     *
     * @param recording raw bytes, behind any number of lines that begin with {@code #}; not kept
     * @return all the bytes behind those lines, in order, noise staying with the epoch it follows; empty when there are
     *     none
     */
    public static List<byte[]> cutIntoEpochs(byte[] recording) {
        byte[] bytes = withoutHeader(recording);
        var epochs = new ArrayList<byte[]>();
        var stretches = joined(stretches(bytes));
        for (int i = 0; i < stretches.size(); i++) {
            boolean isLast = i + 1 == stretches.size();
            int to = isLast ? bytes.length : (int) stretches.get(i + 1).from;
            epochs.add(Arrays.copyOfRange(bytes, (int) stretches.get(i).from, to));
        }
        return bytes.length == 0 ? List.of() : epochs;
    }

    /**
     * The first second that a recording's receiver vouches for, since the Unix epoch, its date as recorded; empty
     * when it vouches for none.
     *
     * @param recording as for {@link #cutIntoEpochs}
     */
    public static OptionalLong firstValidUtcSecond(byte[] recording) {
        var receiver = new GnssReceiver(0);
        long rawNanos = 0;
        for (byte[] bytes : cutIntoEpochs(recording)) {
            var epochs = new ArrayList<>(receiver.accept(new ReceiverBytes(bytes, rawNanos)));
            rawNanos += NANOS_PER_SECOND;
            for (var epoch = receiver.onSilence(rawNanos); epoch.isPresent(); epoch = receiver.onSilence(rawNanos)) {
                epochs.add(epoch.get());
            }
            for (var epoch : epochs) {
                if (epoch.isTimeValid()) {
                    return epoch.utcSecond();
                }
            }
        }
        return OptionalLong.empty();
    }

    private static List<Stretch> stretches(byte[] bytes) {
        var stretches = new ArrayList<Stretch>();
        stretches.add(new Stretch(0, EpochKey.NONE, false));
        var splitter = new EpochSplitter();
        new ReceiverDecoder().accept(bytes, received -> {
            if (splitter.startsEpoch(received.message())) {
                stretches.add(new Stretch(received.position(), EpochKey.NONE, false));
            }
            stretches.add(stretches.removeLast().with(splitter.key(), isAnchor(received.message())));
        });
        return stretches;
    }

    private static List<Stretch> joined(List<Stretch> stretches) {
        var joined = new ArrayList<Stretch>();
        for (Stretch stretch : stretches) {
            if (!joined.isEmpty() && stretch.belongsTo(joined.getLast())) {
                var before = joined.removeLast();
                joined.add(before.with(before.key.or(stretch.key), stretch.isAnchored));
            } else {
                joined.add(stretch);
            }
        }
        return joined;
    }

    private static boolean isAnchor(ReceiverMessage message) {
        return switch (message) {
            case NmeaSentence.Rmc _, NmeaSentence.Zda _, NmeaSentence.Gga _ -> true;
            case NmeaSentence.Gns _ -> true;
            case NmeaSentence.Gll _, NmeaSentence.Gst _, NmeaSentence.Gsa _, NmeaSentence.Gsv _ -> false;
            case NmeaSentence.Txt _, NmeaSentence.Pmtk _, NmeaSentence.Other _ -> false;
            case UbxFrame.NavPvt _, UbxFrame.NavTimeUtc _, UbxFrame.NavTimeGps _ -> true;
            case UbxFrame.NavStatus _, UbxFrame.NavSol _ -> true;
            case UbxFrame.NavSat _, UbxFrame.NavSvInfo _, UbxFrame.NavTimeLs _ -> false;
            case UbxFrame.TimTp _, UbxFrame.NavClock _, UbxFrame.NavSvin _, UbxFrame.TimSvin _ -> false;
            case UbxFrame.MonVer _, UbxFrame.MonHw _, UbxFrame.MonRf _, UbxFrame.SecSig _ -> false;
            case UbxFrame.Ack _, UbxFrame.Cfg _, UbxFrame.Other _ -> false;
            case ReceiverMessage.Malformed _ -> false;
        };
    }

    private static byte[] withoutHeader(byte[] recording) {
        int at = 0;
        while (at < recording.length && recording[at] == '#') {
            while (at < recording.length && recording[at] != '\n') {
                at++;
            }
            at = Math.min(at + 1, recording.length);
        }
        return Arrays.copyOfRange(recording, at, recording.length);
    }
}
