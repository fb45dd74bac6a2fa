package org.timeball.web.appliance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Status;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.control.net.StatusStream;
import org.timeball.web.appliance.page.Overview;
import org.timeball.web.appliance.page.PulsePlot;
import org.timeball.web.appliance.page.Watch;
import org.timeball.web.appliance.page.sky.SkyMemory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Follows the daemon over one stream, however many look on, and makes a {@link Scene} of each of its words.
 *
 * <p>Silence is told once a second too, so that a browser can tell a lost daemon from a lost web process.
 *
 * <p>Two threads: one listens, and comes back when the stream is cut; the other owns what is known and publishes it.
 * {@link #scene}, {@link #scenes} and {@link #close} are for any thread.
 */
final class DaemonFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonFeed.class);

    /** The daemon speaks once a second; a word that is so much late does not come any more, and that is shown within 2 s. */
    private static final Duration PATIENCE = Duration.ofMillis(900);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A little more than the daemon's second, so that a word on time is always there first. */
    private static final Duration TICK = Duration.ofMillis(1_100);

    /** Figures are drawn anew after so many words: the seconds tick, nothing else moves. */
    private static final int WORDS_A_FIGURE = 5;

    private final Path socket;
    private final Templates templates;
    private final String box;
    private final SkyMemory sky;
    private final BlockingQueue<News> inbox = new LinkedBlockingQueue<>();
    private final Sinks.Many<Scene> sink = Sinks.many().replay().latest();
    private final Thread listener =
            Thread.ofPlatform().name("daemon-listener").daemon().unstarted(this::listen);
    private final Thread owner =
            Thread.ofPlatform().name("daemon-feed").daemon().unstarted(this::own);

    private volatile Scene scene;

    /** What the listener tells the owner. */
    private sealed interface News {
        record Word(Status status, Optional<List<PulseRecord>> pulses) implements News {}

        record Lost(String why) implements News {}
    }

    /**
     * Opens nothing before {@link #start}.
     *
     * @param socket    where the daemon answers
     * @param templates what a scene is made with
     * @param box       the box's name
     * @param sky       remembers where satellites were
     */
    DaemonFeed(Path socket, Templates templates, String box, SkyMemory sky) {
        this.socket = socket;
        this.templates = templates;
        this.box = box;
        this.sky = sky;
        long nowNanos = System.nanoTime();
        var sighting = Watch.begun(nowNanos).sighting(nowNanos);
        this.scene = Scene.of(Overview.of(box, sighting, Overview.Figures.empty()), templates);
    }

    /** Begins to listen. */
    void start() {
        listener.start();
        owner.start();
    }

    /** The present scene. */
    Scene scene() {
        return scene;
    }

    /** The present scene and those that follow, about one a second, until this is closed. */
    Flux<Scene> scenes() {
        return sink.asFlux();
    }

    /** Ends every stream before it returns, so that the server may close what the streams were written to. */
    @Override
    public void close() {
        listener.interrupt();
        owner.interrupt();
        try {
            owner.join(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try {
            while (true) {
                inbox.add(new News.Lost(follow()));
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException closing) {
            LOG.debug("event=listener-closed");
        }
    }

    /** Passes on what the daemon says for as long as it speaks; returns why it no longer does. */
    private String follow() {
        try (var client = ControlClient.open(socket, PATIENCE);
                var stream = client.follow()) {
            return follow(client, stream);
        } catch (ControlException lost) {
            return String.valueOf(lost.getMessage());
        }
    }

    private String follow(ControlClient client, StatusStream stream) throws ControlException {
        for (int word = 0; !Thread.currentThread().isInterrupted(); word++) {
            var status = stream.next();
            var pulses = word % WORDS_A_FIGURE == 0
                    ? Optional.of(client.pulses(PulsePlot.WINDOW_SECONDS))
                    : Optional.<List<PulseRecord>>empty();
            inbox.add(new News.Word(status, pulses));
        }
        return "closing";
    }

    private void own() {
        var watch = Watch.begun(System.nanoTime());
        var figures = Overview.Figures.empty();
        try {
            while (true) {
                var news = Optional.ofNullable(inbox.poll(TICK.toMillis(), TimeUnit.MILLISECONDS));
                if (news.isPresent()) {
                    logChange(watch, news.get());
                    watch = told(watch, news.get());
                    figures = drawn(figures, news.get());
                    remember(news.get());
                }
                if (news.isPresent() || !watch.isHeard()) {
                    publish(watch, figures);
                }
            }
        } catch (InterruptedException closing) {
            sink.tryEmitComplete();
        }
    }

    private static Watch told(Watch watch, News news) {
        return switch (news) {
            case News.Word(var status, var pulses) -> watch.heard(status, System.nanoTime());
            case News.Lost(var why) -> watch.lost();
        };
    }

    private static Overview.Figures drawn(Overview.Figures figures, News news) {
        return switch (news) {
            case News.Word(var status, var pulses) ->
                pulses.map(known -> Overview.Figures.of(status, known, figures)).orElse(figures);
            case News.Lost(var why) -> figures;
        };
    }

    private void remember(News news) {
        switch (news) {
            case News.Word(var status, var pulses) -> sky.add(status);
            case News.Lost lost -> LOG.trace("event=sky-unseen");
        }
    }

    private void publish(Watch watch, Overview.Figures figures) {
        scene = Scene.of(Overview.of(box, watch.sighting(System.nanoTime()), figures), templates);
        sink.tryEmitNext(scene);
    }

    private static void logChange(Watch before, News news) {
        switch (news) {
            case News.Word word when before.phase() != Watch.Phase.HEARD -> LOG.info("event=daemon-heard");
            case News.Lost(var why)
            when before.phase() == Watch.Phase.HEARD -> LOG.warn("event=daemon-lost why=\"{}\"", why);
            case News.Lost(var why)
            when before.phase() == Watch.Phase.ASKING -> LOG.info("event=daemon-awaited why=\"{}\"", why);
            case News.Word word -> LOG.trace("event=daemon-word");
            case News.Lost lost -> LOG.trace("event=daemon-still-lost");
        }
    }
}
