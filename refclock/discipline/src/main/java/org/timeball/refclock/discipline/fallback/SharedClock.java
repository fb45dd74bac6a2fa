package org.timeball.refclock.discipline.fallback;

import java.util.List;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.SystemClock;

/**
 * One clock that two disciplines may think theirs: each has a hand on it, and one hand at a time holds it.
 *
 * <p>What the holder commands goes into the clock beneath; what the other commands stays in a correction of its own, which
 * also takes back what the holder does. So each sees a clock that does as it says, and an oscillator that nobody steers.
 * When the clock passes from hand to hand no hand's time moves: what the new holder's time is ahead of the clock beneath
 * is brought into that by slewing, while the correction shrinks with it.
 *
 * <p>{@link Hand#rawNanos} and {@link Hand#monotonicNanos} may be called from any thread; all else belongs to one.
 */
public final class SharedClock {

    private static final double SLEW_PPB = 400_000;

    /** As far as a kernel goes. */
    private static final double LIMIT_PPB = 500_000;

    private final SystemClock machine;
    private final Hand receiver = new Hand();
    private final Hand network = new Hand();
    private Hand holder;
    private boolean isFree = true;
    private double machinePpb;
    private Leap armed = Leap.NONE;

    /**
     * Nobody has commanded anything yet.
     *
     * @param machine the clock beneath; from now on nobody else may
     * @param first   who holds it at first
     */
    public SharedClock(SystemClock machine, Steering first) {
        this.machine = machine;
        this.holder = hand(first);
    }

    /** A discipline's own. */
    public Hand hand(Steering whose) {
        return switch (whose) {
            case RECEIVER -> receiver;
            case NETWORK -> network;
        };
    }

    /** Who holds it. */
    public Steering holder() {
        return holder == receiver ? Steering.RECEIVER : Steering.NETWORK;
    }

    /** While nothing is vouched for, the clock goes to the hand that has to step it. */
    void free(boolean whetherNothingIsVouchedFor) {
        isFree = whetherNothingIsVouchedFor;
    }

    /** Passes it on. */
    void give(Steering to) {
        var next = hand(to);
        if (next != holder) {
            disarm();
            holder = next;
            command();
        }
    }

    /** A kernel that was armed by one hand would move under the other's; who armed it takes the second by himself. */
    private void disarm() {
        if (armed == Leap.NONE) {
            return;
        }
        try {
            machine.armLeap(Leap.NONE);
        } catch (DeviceException refused) {
            holder.refused = String.valueOf(refused.getMessage());
        }
        armed = Leap.NONE;
    }

    /** A little time has passed: goes on slewing what is left, if anything is. */
    void tick() {
        if (Math.abs(holder.correctionAt(machine.rawNanos())) >= 1 || machinePpb != holder.frequencyPpb) {
            command();
        }
    }

    private void command() {
        try {
            set();
        } catch (DeviceException refused) {
            // It is told when the holder next commands, and meets the same.
            holder.refused = String.valueOf(refused.getMessage());
        }
    }

    /** By how much the network's time is ahead of the receiver's; nanoseconds. */
    long apartNanos() {
        long raw = machine.rawNanos();
        return Math.round(network.correctionAt(raw) - receiver.correctionAt(raw));
    }

    /** Sets the machine's frequency to what the holder wants and what the slew adds; less than a second's worth ends it. */
    private void set() throws DeviceException {
        long raw = machine.rawNanos();
        for (var hand : hands()) {
            hand.anchor(raw);
        }
        double slew = Math.clamp(Math.rint(holder.correctionAt(raw)), -SLEW_PPB, SLEW_PPB);
        double wanted = Math.clamp(holder.frequencyPpb + slew, -LIMIT_PPB, LIMIT_PPB);
        machine.setFrequencyPpb(wanted);
        machinePpb = wanted;
        hands().forEach(Hand::setRate);
    }

    private List<Hand> hands() {
        return List.of(receiver, network);
    }

    private interface Move {
        void on(SystemClock clock) throws DeviceException;
    }

    /** Moves the clock beneath, of which only the holder's time is to notice. */
    private void move(long deltaNanos, Move move) throws DeviceException {
        long raw = machine.rawNanos();
        long before = machine.correctionNanos(raw);
        move.on(machine);
        long corrected = machine.correctionNanos(raw) - before;
        for (var hand : hands()) {
            if (hand != holder) {
                hand.wholeNanos -= corrected;
                hand.foreignNanos += deltaNanos - corrected;
            }
            hand.anchorNanos += deltaNanos - corrected;
        }
    }

    /** Somebody else moved the machine's clock: every hand is to hear of it, and its correction has not grown meanwhile. */
    private void takeForeignMove() {
        long moved = machine.takeForeignMoveNanos();
        for (var hand : hands()) {
            hand.foreignNanos += moved;
            hand.anchorNanos += moved;
        }
    }

    /** One discipline's hand on the clock. */
    public final class Hand implements SystemClock {

        private long wholeNanos;
        private double fractionNanos;
        private long anchorNanos;
        private double ratePpb;
        private double frequencyPpb;
        private long foreignNanos;

        /** What it was last told that somebody else has done, and may put back. */
        private long owedNanos;

        private String refused = "";

        private Hand() {}

        private boolean isHolder() {
            return this == holder;
        }

        /** Beyond the correction of the clock beneath. */
        private double correctionAt(long rawNanos) {
            return wholeNanos + fractionAt(rawNanos);
        }

        private double fractionAt(long rawNanos) {
            return fractionNanos + (rawNanos - anchorNanos) * (ratePpb * 1e-9);
        }

        private void anchor(long rawNanos) {
            double fraction = fractionAt(rawNanos);
            long whole = (long) Math.floor(fraction);
            wholeNanos += whole;
            fractionNanos = fraction - whole;
            anchorNanos = rawNanos;
        }

        /** Such that this hand's time runs as it was told, of the raw clock's seconds. */
        private void setRate() {
            double rawPpb = machinePpb - machine.correctionRatePpb();
            ratePpb = (frequencyPpb - machinePpb) / (1 + rawPpb * 1e-9);
        }

        private void tellRefusal() throws DeviceException {
            if (!refused.isEmpty()) {
                var why = refused;
                refused = "";
                throw new DeviceException(why);
            }
        }

        @Override
        public long rawNanos() {
            return machine.rawNanos();
        }

        @Override
        public long monotonicNanos() {
            return machine.monotonicNanos();
        }

        /**
         * {@inheritDoc}
         *
         * <p>An older reading is answered as if the present frequencies had been in force then.
         */
        @Override
        public long correctionNanos(long rawNanos) {
            return machine.correctionNanos(rawNanos) + wholeNanos + Math.round(fractionAt(rawNanos));
        }

        @Override
        public double correctionRatePpb() {
            return machine.correctionRatePpb() + ratePpb;
        }

        @Override
        public void step(long deltaNanos) throws DeviceException {
            boolean isPutBack = owedNanos != 0 && deltaNanos == -owedNanos;
            owedNanos = 0;
            if (isFree && !isPutBack) {
                take(deltaNanos);
            } else if (isHolder()) {
                move(deltaNanos, clock -> clock.step(deltaNanos));
            } else {
                wholeNanos += deltaNanos;
            }
        }

        /** Nobody is vouched for: the machine's clock goes at once where this hand's time is. */
        private void take(long deltaNanos) throws DeviceException {
            give(this == receiver ? Steering.RECEIVER : Steering.NETWORK);
            anchor(machine.rawNanos());
            long total = deltaNanos + wholeNanos;
            move(total, clock -> clock.step(total));
            wholeNanos = 0;
        }

        @Override
        public void setFrequencyPpb(double ppb) throws DeviceException {
            tellRefusal();
            if (isHolder()) {
                frequencyPpb = ppb;
                set();
            } else {
                anchor(machine.rawNanos());
                frequencyPpb = ppb;
                setRate();
            }
        }

        @Override
        public void leap(int seconds) throws DeviceException {
            if (isHolder()) {
                move(seconds * 1_000_000_000L, clock -> clock.leap(seconds));
            } else {
                wholeNanos += seconds * 1_000_000_000L;
            }
        }

        @Override
        public boolean armLeap(Leap leap) throws DeviceException {
            boolean isArmed = isHolder() && machine.armLeap(leap);
            if (isHolder()) {
                armed = isArmed ? leap : Leap.NONE;
            }
            return isArmed;
        }

        @Override
        public boolean hasLeapt() throws DeviceException {
            boolean hasLeapt = isHolder() && armed != Leap.NONE && machine.hasLeapt();
            if (hasLeapt) {
                move(armed == Leap.INSERT ? -1_000_000_000L : 1_000_000_000L, _ -> {});
                armed = Leap.NONE;
            }
            return hasLeapt;
        }

        @Override
        public void setTaiOffset(int seconds) throws DeviceException {
            if (isHolder()) {
                machine.setTaiOffset(seconds);
            }
        }

        @Override
        public long takeForeignMoveNanos() {
            takeForeignMove();
            long moved = foreignNanos;
            foreignNanos = 0;
            owedNanos = moved;
            return moved;
        }
    }
}
