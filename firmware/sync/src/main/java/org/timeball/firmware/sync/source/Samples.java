package org.timeball.firmware.sync.source;

import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.time.RefId;
import org.timeball.server.client.Measurement;

/** What a client measured, in the words of the discipline. */
final class Samples {

    private Samples() {}

    /** @param server what it is called by who follows it */
    static NetworkSample of(Measurement measurement, RefId server) {
        var times = measurement.times();
        long middleNanos = times.originNanos() + (times.destinationNanos() - times.originNanos()) / 2;
        return new NetworkSample(
                middleNanos,
                measurement.offsetSeconds(),
                measurement.delaySeconds(),
                measurement.dispersionSeconds(),
                measurement.rootDelaySeconds(),
                measurement.rootDispersionSeconds(),
                measurement.stratum(),
                measurement.leap(),
                measurement.refId(),
                server,
                measurement.isAuthentic());
    }
}
