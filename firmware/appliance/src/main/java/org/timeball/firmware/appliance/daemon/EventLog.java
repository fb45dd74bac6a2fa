package org.timeball.firmware.appliance.daemon;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.timeball.refclock.discipline.ClockEvent;
import org.timeball.refclock.discipline.leap.LeapNews;

/** Writes what happens to the clock into the log: a line for each change, none for each pulse. */
final class EventLog implements Consumer<ClockEvent> {

    private static final Logger LOG = LoggerFactory.getLogger("clock");

    @Override
    public void accept(ClockEvent event) {
        switch (event) {
            case ClockEvent.StateChanged(long _, var from, var to, var reason) ->
                LOG.info("event=state from=\"{}\" to=\"{}\" reason=\"{}\"", from.words(), to.words(), reason);
            case ClockEvent.NamingEstablished(long _, long utcSecond, var delay) ->
                LOG.info(
                        "event=seconds-named utc-second={} sentence-delay-ms={}",
                        utcSecond,
                        Math.round(delay.medianSeconds() * 1e3));
            case ClockEvent.NamingLost(long _, var reason) -> LOG.warn("event=seconds-in-doubt reason=\"{}\"", reason);
            case ClockEvent.Stepped(long _, long deltaNanos, var reason) ->
                LOG.info("event=step delta-ns={} reason=\"{}\"", deltaNanos, reason);
            case ClockEvent.SuspicionChanged(long _, var _, var to) ->
                LOG.warn(
                        "event=receiver-trust level={} reason=\"{}\"",
                        to.level().words(),
                        to.sentence());
            case ClockEvent.ClockRefused(long _, var message) ->
                LOG.error("event=clock-refused reason=\"{}\"", message);
            case ClockEvent.LeapTold(long _, var news) -> leap(news);
            case ClockEvent.PulseJudged _ -> {}
        }
    }

    private static void leap(LeapNews news) {
        var level = news.kind().isAlarm() ? Level.WARN : Level.INFO;
        LOG.atLevel(level).log("event={} reason=\"{}\"", news.kind().words(), news.sentence());
    }
}
