package org.timeball.server.alerts.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.alerts.AlertBook;
import org.timeball.server.alerts.AlertFacts;
import org.timeball.server.alerts.AlertMemory;
import org.timeball.server.alerts.AlertMessage;
import org.timeball.server.alerts.AlertNews;
import org.timeball.server.alerts.AlertWords;
import org.timeball.server.alerts.Findings;
import org.timeball.server.alerts.Outbox;
import org.timeball.server.alerts.RaisedAlert;
import org.timeball.server.alerts.Readings;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.alert.RaisedRecord;
import org.timeball.server.control.event.Event;
import org.timeball.server.state.AlertChannel;
import org.timeball.server.state.AlertSettings;
import org.timeball.server.state.DurableFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/**
 * Looks once a second at how the daemon is, and has told what is worth it.
 *
 * <p>One thread owns book and outboxes. Each channel works on a virtual thread of its own, one job at a time, and its outcome comes
 * back to the owner, so that a server that does not answer holds up nothing but itself. What is raised and what waits is on the disk
 * before a channel is asked to deliver it. {@link #report}, {@link #alarms}, {@link #test} and {@link #adopt} are for any thread.
 */
public final class AlertLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("alerts");

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long PAUSE_NANOS = NANOS_PER_SECOND;

    /** More than all deadlines of a channel together: then its thread is interrupted. */
    static final long JOB_NANOS = 45 * NANOS_PER_SECOND;

    /** What somebody looks at is shown so often, and at once when the state changes. */
    static final long SHOW_NANOS = 30 * NANOS_PER_SECOND;

    /** A disk that took nothing is not asked again every second. */
    private static final long SAVE_AGAIN_NANOS = 60 * NANOS_PER_SECOND;

    private static final String FILE = "alerts";

    private final AlertWorld world;
    private final DurableFile file;
    private final LinkedBlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final AlertBook book;
    private final Deque<AlertMessage> told = new ArrayDeque<>();
    private final List<Post> posts = new ArrayList<>();
    private long lastNumber;
    private String box;
    private boolean isUnsaved = true;
    private long saveNotBeforeNanos;
    private volatile boolean isClosed;
    private volatile AlertReport report = AlertReport.NONE;
    private volatile Optional<String> unsaved = Optional.empty();

    /** Something that a channel does. */
    @FunctionalInterface
    private interface Work {
        void run() throws DeliveryException;
    }

    /**
     * Reads what is remembered; tells nobody yet.
     *
     * @param state where it is remembered
     * @throws StateException if its file cannot be read, or if others can read it
     */
    public AlertLoop(StateDirectory state, AlertSettings settings, AlertWorld world) throws StateException {
        this.world = world;
        saveNotBeforeNanos = world.monotonic().getAsLong();
        file = state.durableFile(
                FILE,
                content -> AlertMemory.parse(text(content)).isPresent()
                        ? Optional.empty()
                        : Optional.of("holds no alerts"));
        var memory = remembered(file.read());
        var before = memory.orElse(AlertMemory.NOTHING);
        lastNumber = before.lastNumber();
        told.addAll(before.told());
        box = name(settings);
        book = new AlertBook(
                settings.timing(),
                before.raised(),
                memory.map(it -> AlertMemory.restartSentence(it.boot(), world.boot())),
                world.monotonic().getAsLong());
        for (var one : settings.channels()) {
            var kept = Optional.ofNullable(before.outboxes().get(one.name())).orElse(Outbox.Kept.NOTHING);
            posts.add(new Post(one, open(one), new Outbox(kept)));
        }
        publish();
    }

    private static Optional<AlertMemory> remembered(Stored stored) {
        return switch (stored) {
            case Stored.Current(byte[] content) -> AlertMemory.parse(text(content));
            case Stored.Previous(byte[] content, var why) -> {
                LOG.warn("event=alerts-previous reason=\"{}\"", why);
                yield AlertMemory.parse(text(content));
            }
            case Stored.Absent() -> Optional.empty();
            case Stored.Damaged(var why) -> {
                LOG.error("event=alerts-lost reason=\"{}\"", why);
                yield Optional.empty();
            }
        };
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private String name(AlertSettings settings) {
        return settings.timing().boxName().isEmpty()
                ? world.hostName()
                : settings.timing().boxName();
    }

    private Channel open(AlertChannel settings) {
        return world.channels().apply(new AlertWorld.Named(settings, box));
    }

    /** Runs until closed. */
    @Override
    public void run() {
        long next = world.monotonic().getAsLong();
        try {
            while (!isClosed) {
                long now = world.monotonic().getAsLong();
                if (now - next >= 0) {
                    look();
                    next = now + PAUSE_NANOS;
                }
                work(next - now);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        posts.forEach(post -> {
            post.job.ifPresent(job -> job.thread().interrupt());
            post.channel().close();
        });
    }

    /** Does what others asked for, or waits for it. */
    void work(long waitNanos) throws InterruptedException {
        var first = mailbox.poll(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
        for (var errand = first; errand != null; errand = mailbox.poll()) {
            errand.run();
        }
        if (first != null) {
            dispatch();
            publish();
        }
    }

    /** One look. */
    void look() {
        var facts = world.facts().get();
        long utcSecond = utcSecond();
        for (var news : book.look(Findings.of(facts), now(), utcSecond)) {
            tell(news, utcSecond);
        }
        posts.forEach(this::giveUpIfLate);
        dispatch();
        posts.forEach(post -> showIfDue(post, facts));
        publish();
    }

    /** Whether a channel is at something, or its outcome was not looked at yet; for tests. */
    boolean isBusy() {
        return !mailbox.isEmpty() || posts.stream().anyMatch(post -> post.job.isPresent());
    }

    private void tell(AlertNews news, long utcSecond) {
        var message = AlertWords.message(++lastNumber, box, news, utcSecond);
        told.addLast(message);
        while (told.size() > AlertMemory.MOST_TOLD) {
            told.removeFirst();
        }
        world.events()
                .accept(new Event(
                        world.utcNanos().getAsLong(),
                        "the daemon",
                        "itself",
                        "daemon",
                        "alert-" + news.kind().word(),
                        "done",
                        message.title() + ". " + message.text()));
        posts.stream()
                .filter(post -> message.severity().isAtLeast(post.settings().least()))
                .forEach(post -> post.outbox().add(message));
        isUnsaved = true;
    }

    private void giveUpIfLate(Post post) {
        post.job
                .filter(job -> now() - job.begunNanos() >= JOB_NANOS)
                .ifPresent(job -> job.thread().interrupt());
    }

    /** What waits is on the disk first: a power cut in the midst of a delivery has it delivered twice, not never. */
    private void dispatch() {
        if (isUnsaved && now() - saveNotBeforeNanos >= 0) {
            save();
        }
        posts.stream().filter(post -> post.job.isEmpty()).forEach(this::dispatch);
    }

    private void dispatch(Post post) {
        if (!post.tests.isEmpty()) {
            var test = post.tests.removeFirst();
            var message = AlertWords.test(box, post.settings().name(), utcSecond());
            begin(post, () -> post.channel().deliver(message), trouble -> tested(post, test, trouble));
            return;
        }
        post.outbox()
                .due(now())
                .ifPresent(message -> begin(
                        post, () -> post.channel().deliver(message), trouble -> delivered(post, message, trouble)));
    }

    private void showIfDue(Post post, AlertFacts facts) {
        var readings = Readings.of(facts, book.raised());
        var state = readings.state() + readings.alerts() + readings.lastAlert();
        boolean isDue = post.shownNanos.isEmpty()
                || now() - post.shownNanos.getAsLong() >= SHOW_NANOS
                || !state.equals(post.shownState);
        if (post.channel().shows() && post.job.isEmpty() && isDue) {
            post.shownNanos = OptionalLong.of(now());
            post.shownState = state;
            begin(post, () -> post.channel().show(readings), post::noteTrouble);
        }
    }

    private void begin(Post post, Work work, Consumer<Optional<String>> then) {
        var thread = Thread.ofVirtual().name("alert-" + post.settings().name()).unstarted(() -> {
            var trouble = attempt(work);
            mailbox.add(() -> {
                post.job = Optional.empty();
                then.accept(trouble);
            });
        });
        post.job = Optional.of(new Post.Job(thread, now()));
        thread.start();
    }

    private static Optional<String> attempt(Work work) {
        try {
            work.run();
            return Optional.empty();
        } catch (DeliveryException failed) {
            return Optional.of(failed.reason());
        } catch (RuntimeException mistake) {
            // A library's complaint about what the operator wrote, or ours; the clock is served all the same.
            LOG.error("event=alert-fault", mistake);
            return Optional.of("an internal error, see the daemon's log");
        }
    }

    private void delivered(Post post, AlertMessage message, Optional<String> trouble) {
        String name = post.settings().name();
        if (trouble.isEmpty()) {
            post.outbox().delivered(utcSecond());
            LOG.info(
                    "event=alert-delivered channel={} number={} kind={}",
                    name,
                    message.number(),
                    message.kind().word());
        } else {
            if (post.outbox().failures() == 0) {
                LOG.warn("event=alert-undelivered channel={} reason=\"{}\"", name, trouble.get());
            }
            post.outbox().failed(trouble.get(), now());
        }
        post.noteTrouble(trouble);
        isUnsaved = true;
    }

    private void tested(Post post, Post.Test test, Optional<String> trouble) {
        if (trouble.isEmpty()) {
            post.outbox().hurry();
        }
        post.noteTrouble(trouble);
        test.answer()
                .complete(trouble.<AdminReply>map(why -> new AdminReply.Failed("the test did not arrive: " + why))
                        .orElseGet(() -> new AdminReply.Done(
                                "the test was taken by " + post.settings().way().target())));
    }

    /**
     * Has a test delivered at once; it is not tried again.
     *
     * @return what became of it
     */
    public Future<AdminReply> test(String channel) {
        var answer = new CompletableFuture<AdminReply>();
        mailbox.add(() -> posts.stream()
                .filter(post -> post.settings().name().equals(channel))
                .findFirst()
                .ifPresentOrElse(
                        post -> post.tests.add(new Post.Test(answer)),
                        () -> answer.complete(new AdminReply.Refused("there is no [[alert]] named " + channel))));
        return answer;
    }

    /** Other settings count from now on; what waits for a channel goes on under its name. */
    public void adopt(AlertSettings settings) {
        mailbox.add(() -> adoptNow(settings));
    }

    private void adoptNow(AlertSettings settings) {
        book.adopt(settings.timing());
        boolean isRenamed = !name(settings).equals(box);
        box = name(settings);
        var before = new HashMap<String, Post>();
        posts.forEach(post -> before.put(post.settings().name(), post));
        posts.clear();
        for (var one : settings.channels()) {
            var known = Optional.ofNullable(before.get(one.name()));
            if (known.isPresent() && known.get().settings().equals(one) && !isRenamed) {
                before.remove(one.name());
                posts.add(known.get());
            } else {
                var kept = known.map(post -> post.outbox().kept()).orElse(Outbox.Kept.NOTHING);
                posts.add(new Post(one, open(one), new Outbox(kept)));
            }
        }
        before.values().forEach(AlertLoop::end);
        isUnsaved = true;
    }

    /** What it was at is over; whoever waits for a test is told. */
    private static void end(Post post) {
        post.job.ifPresent(job -> job.thread().interrupt());
        post.tests.forEach(test -> test.answer().complete(new AdminReply.Refused("the channel was changed meanwhile")));
        post.channel().close();
    }

    private void save() {
        var outboxes = new HashMap<String, Outbox.Kept>();
        posts.forEach(post -> outboxes.put(post.settings().name(), post.outbox().kept()));
        var memory = new AlertMemory(world.boot(), lastNumber, book.raised(), List.copyOf(told), outboxes);
        try {
            file.write(memory.line().getBytes(StandardCharsets.UTF_8));
            isUnsaved = false;
            unsaved = Optional.empty();
        } catch (StateException refused) {
            if (unsaved.isEmpty()) {
                LOG.error("event=alerts-unsaved reason=\"{}\"", refused.getMessage());
            }
            saveNotBeforeNanos = now() + SAVE_AGAIN_NANOS;
            unsaved = Optional.of("alerts that wait would be lost by a restart: " + refused.getMessage());
        }
    }

    private void publish() {
        report = new AlertReport(
                book.isQuiet(),
                book.raised().stream().map(this::record).toList(),
                told.stream().map(AlertMessage::record).toList(),
                posts.stream().map(post -> post.record(now())).toList());
    }

    private RaisedRecord record(RaisedAlert alert) {
        return new RaisedRecord(
                alert.condition().word(),
                alert.subject(),
                alert.condition().severity().word(),
                AlertWords.title(alert.condition()),
                alert.sentence(),
                AlertWords.advice(alert.condition()),
                alert.sinceUtcSecond(),
                book.isSettling(alert));
    }

    private long now() {
        return world.monotonic().getAsLong();
    }

    private long utcSecond() {
        return Math.floorDiv(world.utcNanos().getAsLong(), NANOS_PER_SECOND);
    }

    /** What is raised, was told, and how the channels are. */
    public AlertReport report() {
        return report;
    }

    /** What an operator has to see to, a sentence each. */
    public List<String> alarms() {
        return unsaved.stream().toList();
    }

    /** Ends {@link #run}; harmless when repeated. */
    public void close() {
        isClosed = true;
        mailbox.add(() -> {});
    }
}
