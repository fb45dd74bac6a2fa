package org.timeball.server.alerts.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.timeball.server.alerts.Outbox;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.alert.ChannelRecord;
import org.timeball.server.state.AlertChannel;

/** A channel with what waits for it, and what it is at. Confined to the loop's thread. */
final class Post {

    /** Something that a thread of its own is at, and since when. */
    record Job(Thread thread, long begunNanos) {}

    /** Somebody waits to be told whether a message arrives. */
    record Test(CompletableFuture<AdminReply> answer) {}

    private final AlertChannel settings;
    private final Channel channel;
    private final Outbox outbox;

    final Deque<Test> tests = new ArrayDeque<>();
    Optional<Job> job = Optional.empty();
    OptionalLong shownNanos = OptionalLong.empty();
    String shownState = "";

    /** Why the last test or what is shown failed. */
    private String trouble = "";

    Post(AlertChannel settings, Channel channel, Outbox outbox) {
        this.settings = settings;
        this.channel = channel;
        this.outbox = outbox;
    }

    AlertChannel settings() {
        return settings;
    }

    Channel channel() {
        return channel;
    }

    Outbox outbox() {
        return outbox;
    }

    void noteTrouble(Optional<String> reason) {
        trouble = reason.orElse("");
    }

    ChannelRecord record(long nowNanos) {
        return new ChannelRecord(
                settings.name(),
                settings.way().words(),
                settings.way().target(),
                settings.least().word(),
                outbox.size(),
                outbox.deliveredEver(),
                outbox.lostEver(),
                outbox.failures(),
                outbox.lastUtcSecond(),
                outbox.secondsToNext(nowNanos).orElse(Double.NaN),
                outbox.trouble().isEmpty() ? trouble : outbox.trouble());
    }
}
