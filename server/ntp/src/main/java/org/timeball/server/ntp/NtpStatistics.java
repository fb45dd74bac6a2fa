package org.timeball.server.ntp;

import java.util.EnumMap;
import java.util.Map;

/**
 * Counts of packets, of one responder or of several together.
 *
 * @param received    packets that were judged
 * @param answered    replies that carry time, protected or not
 * @param ntsAnswered of them, those protected by NTS
 * @param naks        replies that carry no time but tell a client that its cookie does not open
 * @param interleaved of those answered, the ones in interleaved mode
 * @param drops       packets not answered with time, by reason; reasons that did not occur are absent
 */
public record NtpStatistics(
        long received, long answered, long ntsAnswered, long naks, long interleaved, Map<DropReason, Long> drops) {

    /** Nothing yet. */
    public static final NtpStatistics NONE = new NtpStatistics(0, 0, 0, 0, 0, Map.of());

    /** Copies the map. */
    public NtpStatistics {
        drops = Map.copyOf(drops);
    }

    /** Packets that were not answered. */
    public long dropped() {
        return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both together. */
    public NtpStatistics plus(NtpStatistics other) {
        var sum = new EnumMap<DropReason, Long>(DropReason.class);
        sum.putAll(drops);
        other.drops.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return new NtpStatistics(
                received + other.received,
                answered + other.answered,
                ntsAnswered + other.ntsAnswered,
                naks + other.naks,
                interleaved + other.interleaved,
                sum);
    }

    /** The counts of several responders together. */
    public static NtpStatistics sum(Iterable<NtpCounters> counters) {
        NtpStatistics sum = NONE;
        for (NtpCounters one : counters) {
            sum = sum.plus(one.statistics());
        }
        return sum;
    }
}
