package org.timeball.firmware.sync.daemon;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.discipline.network.clock.NetworkEvent;

/** One line for whatever changes; offsets positive when the clock was behind. */
final class SyncLog implements Consumer<NetworkEvent> {

    private static final Logger LOG = LoggerFactory.getLogger("clock");
    private static final double SECONDS_PER_NANO = 1e-9;

    @Override
    public void accept(NetworkEvent event) {
        switch (event) {
            case NetworkEvent.StateChanged(long _, var from, var to, var reason) ->
                LOG.info("event=state from=\"{}\" to=\"{}\" reason=\"{}\"", from.words(), to.words(), reason);
            case NetworkEvent.Reselected(long _, var from, var to) ->
                LOG.info("event=reselected from=\"{}\" to=\"{}\"", from, to);
            case NetworkEvent.Stepped(long _, long deltaNanos, var reason) ->
                LOG.warn("event=stepped bySeconds={} reason=\"{}\"", deltaNanos * SECONDS_PER_NANO, reason);
            case NetworkEvent.AlarmRaised(long _, var alarm) ->
                LOG.error("event=alarm kind={} reason=\"{}\"", alarm.kind(), alarm.sentence());
            case NetworkEvent.AlarmEnded(long _, var alarm) -> LOG.info("event=alarm-over kind={}", alarm.kind());
            case NetworkEvent.BeganAnew(long _, var reason) -> LOG.warn("event=began-anew reason=\"{}\"", reason);
        }
    }
}
