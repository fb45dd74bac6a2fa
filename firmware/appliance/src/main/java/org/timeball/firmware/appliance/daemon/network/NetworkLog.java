package org.timeball.firmware.appliance.daemon.network;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.discipline.fallback.CombinedClock;
import org.timeball.refclock.discipline.fallback.Handover;
import org.timeball.refclock.discipline.network.clock.NetworkEvent;

/** Writes what happens to the network's clock into the log: a line for each change. */
public final class NetworkLog {

    private static final Logger LOG = LoggerFactory.getLogger("network");

    private NetworkLog() {}

    /** What hears of it. */
    public static CombinedClock.Listeners listeners() {
        return new CombinedClock.Listeners(NetworkLog::happened, NetworkLog::passed);
    }

    private static void happened(NetworkEvent event) {
        switch (event) {
            case NetworkEvent.StateChanged(long _, var from, var to, var reason) ->
                LOG.info("event=network-state from=\"{}\" to=\"{}\" reason=\"{}\"", from.words(), to.words(), reason);
            case NetworkEvent.Reselected(long _, var from, var to) ->
                LOG.info("event=reselected from=\"{}\" to=\"{}\"", from, to);
            case NetworkEvent.Stepped(long _, long deltaNanos, var reason) ->
                LOG.info("event=network-step delta-ns={} reason=\"{}\"", deltaNanos, reason);
            case NetworkEvent.AlarmRaised(long _, var alarm) ->
                LOG.error("event=alarm kind={} reason=\"{}\"", alarm.kind(), alarm.sentence());
            case NetworkEvent.AlarmEnded(long _, var alarm) -> LOG.info("event=alarm-over kind={}", alarm.kind());
            case NetworkEvent.BeganAnew(long _, var reason) -> LOG.warn("event=began-anew reason=\"{}\"", reason);
        }
    }

    private static void passed(Handover handover) {
        LOG.warn(
                "event=handover from={} to={} moved-s={} reason=\"{}\"",
                handover.from().words(),
                handover.to().words(),
                handover.movedSeconds(),
                handover.reason());
    }
}
