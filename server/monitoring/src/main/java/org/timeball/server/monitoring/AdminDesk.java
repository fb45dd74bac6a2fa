package org.timeball.server.monitoring;

import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.event.Event;

/**
 * Has each change done, and writes it into the event log with who asked and what became of it.
 *
 * <p>Thread-safe: one change at a time.
 */
public final class AdminDesk {

    private static final Logger LOG = LoggerFactory.getLogger("admin");

    /** What the log keeps of a sentence: a configuration can be refused for many reasons at once. */
    private static final int LONGEST_SENTENCE = 400;

    private final Function<AdminRequest, AdminReply> acts;
    private final EventJournal journal;
    private final LongSupplier utcNanos;

    /**
     * Does nothing yet.
     *
     * @param acts     does what is asked; an unchecked exception of its is told as failed
     * @param journal  where it is written
     * @param utcNanos the time now, since the Unix epoch
     */
    public AdminDesk(Function<AdminRequest, AdminReply> acts, EventJournal journal, LongSupplier utcNanos) {
        this.acts = acts;
        this.journal = journal;
        this.utcNanos = utcNanos;
    }

    /**
     * Does it. The lock is contended by two who ask at once: their changes must not be mixed, nor their lines.
     *
     * @param by the user of the system as whom the asking process runs
     */
    public synchronized AdminReply handle(AdminRequest request, String by) {
        var reply = done(request);
        if (!request.act().isNoted()) {
            return reply;
        }
        String sentence = reply instanceof AdminReply.Done && request.act() instanceof AdminAct.Tell
                ? request.act().words()
                : request.act().words() + ": " + reply.sentence();
        journal.add(new Event(
                utcNanos.getAsLong(),
                request.actor().user(),
                request.actor().from(),
                by,
                request.act().what(),
                reply.outcome(),
                shortened(sentence)));
        return reply;
    }

    private AdminReply done(AdminRequest request) {
        try {
            return acts.apply(request);
        } catch (RuntimeException mistake) {
            LOG.error("event=admin-mistake act={}", request.act().what(), mistake);
            return new AdminReply.Failed("a mistake of this program, which its log tells");
        }
    }

    private static String shortened(String sentence) {
        String line = sentence.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SENTENCE ? line : line.substring(0, LONGEST_SENTENCE - 1) + "…";
    }
}
