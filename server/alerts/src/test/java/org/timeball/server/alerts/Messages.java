package org.timeball.server.alerts;

import org.timeball.server.state.AlertCondition;

/** Messages to deliver. */
public final class Messages {

    /** 2026-11-18 11:06:40 UTC. */
    public static final long SINCE = 1_795_000_000L;

    private Messages() {}

    /** Of an antenna, with letters that no header can hold. */
    public static AlertMessage of(AlertNews.Kind kind, AlertCondition condition) {
        var alert = new RaisedAlert(condition, "", "Antenne geöffnet: ±3 µs “so”", SINCE);
        return AlertWords.message(7, "Zeitball-1 ü", new AlertNews(kind, alert), SINCE + 60);
    }
}
