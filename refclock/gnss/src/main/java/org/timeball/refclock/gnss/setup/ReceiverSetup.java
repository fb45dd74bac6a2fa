package org.timeball.refclock.gnss.setup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.timeball.refclock.gnss.ReceiverMessage;

/**
 * Sets a receiver up, as a dialogue without a port.
 *
 * <p>It listens first. Once the receiver has let its maker be known, by a UBX frame, a banner or a maker's sentence, it
 * is asked what it is, and only when it has answered is it told anything. One that does not say is asked only if the
 * operator declares what it is, and one that gives another maker away is left alone. What is so already is not written
 * again. Each command is given three times at most.
 *
 * <p>Whoever holds the port gives every message to {@link #accept} and carries out what {@link #next} says until that
 * is {@link SetupAction.Done}, {@link SetupAction.LeftAlone} or {@link SetupAction.Failed}. Confined to one thread.
 */
public final class ReceiverSetup {

    /** How long the receiver is listened to before it is held to say nothing of its maker. */
    public static final long LISTENING_NANOS = 10_000_000_000L;

    /** All that it says in a second, so that one which contradicts itself has done so. */
    static final long LEAST_LISTENING_NANOS = 1_500_000_000L;

    /** u-blox promises an answer within a second; a burst at 9,600 baud may stand before it. */
    static final long ANSWER_NANOS = 2_000_000_000L;

    static final int TRIES = 3;

    /** Beyond the time that the command itself takes on the line. */
    private static final long DRAIN_NANOS = 100_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int BITS_PER_OCTET = 10;

    private final SetupWishes wishes;
    private final long beginNanos;
    private final SelfPortrait portrait = new SelfPortrait();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<SetupAction> pending = new ArrayDeque<>();
    private final List<String> notTaken = new ArrayList<>();

    /** What is so already, and what the receiver does not have: nothing more is to be done about it. */
    private final Set<String> settled = new HashSet<>();

    private final List<Mismatch> mismatches = new ArrayList<>();

    private Optional<ReceiverFamily> family = Optional.empty();
    private String model = "";
    private String firmware = "";
    private int baud;
    private boolean isSaved;

    private Optional<Step.Ask> asking = Optional.empty();

    /** What came and is not confirmed yet; it counts even if the confirmation never comes. */
    private Optional<Step.Reply> answer = Optional.empty();

    private int tries;
    private long waitUntilNanos;
    private Optional<Step.ChangeBaud> draining = Optional.empty();

    /** The rate to go back to while nobody has been heard at the new one. */
    private Optional<Integer> lastGoodBaud = Optional.empty();

    private Optional<SetupAction> end = Optional.empty();

    /**
     * A dialogue that has not begun.
     *
     * @param nowNanos on the monotonic clock
     */
    public ReceiverSetup(SetupWishes wishes, long nowNanos) {
        this.wishes = wishes;
        baud = wishes.presentBaud();
        beginNanos = nowNanos;
    }

    /** Takes what the receiver said. */
    public void accept(ReceiverMessage message) {
        portrait.take(message);
        asking.ifPresent(ask -> take(ask, ask.meaning().apply(message)));
    }

    /**
     * What to do next; once it has ended, always how it ended.
     *
     * @param nowNanos on the monotonic clock
     */
    public SetupAction next(long nowNanos) {
        while (true) {
            if (!pending.isEmpty()) {
                return pending.removeFirst();
            }
            if (end.isPresent()) {
                return end.get();
            }
            if (family.isEmpty()) {
                listen(nowNanos);
                if (family.isEmpty() && end.isEmpty()) {
                    boolean hasHeard = portrait.family().isPresent();
                    return new SetupAction.Wait(beginNanos + (hasHeard ? LEAST_LISTENING_NANOS : LISTENING_NANOS));
                }
            } else if (asking.isPresent() || draining.isPresent()) {
                if (nowNanos - waitUntilNanos < 0) {
                    return new SetupAction.Wait(waitUntilNanos);
                }
                endWait(nowNanos);
            } else {
                begin(nowNanos);
            }
        }
    }

    private void listen(long nowNanos) {
        long heardNanos = nowNanos - beginNanos;
        boolean isOver = heardNanos >= LISTENING_NANOS;
        if (portrait.isContradictory()) {
            end = leftAlone("it speaks as a u-blox and as a MediaTek receiver");
        } else if (portrait.family().isPresent()) {
            family = heardNanos >= LEAST_LISTENING_NANOS ? portrait.family() : Optional.empty();
        } else if (isOver && !portrait.stranger().isEmpty()) {
            end = leftAlone("it is neither u-blox nor MediaTek: " + portrait.stranger());
        } else if (isOver && wishes.family().isPresent()) {
            family = wishes.family();
        } else if (isOver) {
            end = leftAlone("it does not say who made it");
        }
        family.ifPresent(it -> steps.add(
                switch (it) {
                    case UBLOX -> UbloxPlan.identify(wishes);
                    case MEDIATEK -> MediatekPlan.identify(wishes);
                }));
    }

    private void begin(long nowNanos) {
        Step step = steps.pollFirst();
        boolean isLast = step == null || step instanceof Step.Ask ask && ask.purpose() == Step.Purpose.SAVING;
        if (isLast && !mismatches.isEmpty()) {
            fail(mismatches.getFirst().words());
            return;
        }
        switch (step) {
            case null ->
                end = Optional.of(new SetupAction.Done(family.orElseThrow(), model, firmware, baud, notTaken, isSaved));
            case Step.Ask ask -> {
                if (!settled.contains(ask.name())) {
                    asking = Optional.of(ask);
                    tries = 0;
                    send(ask.bytes(), ANSWER_NANOS, nowNanos);
                }
            }
            case Step.ChangeBaud change -> {
                draining = Optional.of(change);
                send(change.bytes(), DRAIN_NANOS, nowNanos);
            }
            case Step.Note note -> notTaken.add(note.text());
        }
    }

    private void send(byte[] bytes, long waitNanos, long nowNanos) {
        tries++;
        waitUntilNanos = nowNanos + waitNanos + NANOS_PER_SECOND * BITS_PER_OCTET * bytes.length / baud;
        pending.add(new SetupAction.Send(bytes));
    }

    private void endWait(long nowNanos) {
        if (draining.isPresent()) {
            lastGoodBaud = Optional.of(baud);
            switchTo(draining.get().to());
            draining = Optional.empty();
            return;
        }
        var ask = asking.orElseThrow();
        if (answer.isPresent()) {
            conclude(ask, answer.get());
        } else if (tries < (ask.purpose() == Step.Purpose.LOOK ? 1 : TRIES)) {
            send(ask.bytes(), ANSWER_NANOS, nowNanos);
        } else {
            conclude(ask, new Step.Reply.No("no answer"));
        }
    }

    private void switchTo(int newBaud) {
        baud = newBaud;
        pending.add(new SetupAction.SwitchBaud(newBaud));
    }

    private void take(Step.Ask ask, Step.Reply reply) {
        switch (reply) {
            case Step.Reply.NotMine() -> {}
            case Step.Reply.Provisional(Step.Reply one) -> answer = Optional.of(one);
            case Step.Reply.Confirmed() -> answer.ifPresent(one -> conclude(ask, one));
            case Step.Reply.Yes _, Step.Reply.No _, Step.Reply.Otherwise _, Step.Reply.Identified _ ->
                conclude(ask, reply);
        }
    }

    private void conclude(Step.Ask ask, Step.Reply reply) {
        asking = Optional.empty();
        answer = Optional.empty();
        switch (reply) {
            case Step.Reply.NotMine _, Step.Reply.Provisional _, Step.Reply.Confirmed _ -> {}
            case Step.Reply.Yes() -> approve(ask);
            case Step.Reply.No(String reason) -> refuse(ask, reason);
            case Step.Reply.Otherwise(List<Mismatch> found) -> compare(ask, found);
            case Step.Reply.Identified(Step.Identity identity) -> identify(identity);
        }
    }

    private void identify(Step.Identity identity) {
        model = identity.model();
        firmware = identity.firmware();
        steps.addAll(identity.steps());
        if (!identity.refusal().isEmpty()) {
            end = leftAlone(identity.refusal());
        }
    }

    private void approve(Step.Ask ask) {
        lastGoodBaud = Optional.empty();
        switch (ask.purpose()) {
            case LOOK -> settled.add(ask.name());
            case SAVING -> isSaved = true;
            case OPTIONAL, REQUIRED -> {}
        }
    }

    private void refuse(Step.Ask ask, String reason) {
        switch (ask.purpose()) {
            case LOOK -> {}
            case OPTIONAL, SAVING -> {
                settled.add(ask.name());
                notTaken.add(ask.name() + ": " + reason);
            }
            case REQUIRED -> {
                lastGoodBaud.ifPresent(this::switchTo);
                fail(ask.name() + ": " + reason);
            }
        }
    }

    private void compare(Step.Ask ask, List<Mismatch> found) {
        switch (ask.purpose()) {
            case LOOK -> {}
            case OPTIONAL, SAVING -> found.forEach(mismatch -> notTaken.add(mismatch.words()));
            case REQUIRED -> mismatches.addAll(found);
        }
    }

    private void fail(String reason) {
        end = Optional.of(new SetupAction.Failed(family, reason, mismatches));
    }

    private static Optional<SetupAction> leftAlone(String reason) {
        return Optional.of(new SetupAction.LeftAlone(reason));
    }
}
