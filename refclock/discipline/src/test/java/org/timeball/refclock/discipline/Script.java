package org.timeball.refclock.discipline;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * What a simulated receiver does, second by second from the start of the scenario.
 *
 * @param delay      seconds from the pulse to the first byte of the burst
 * @param isWitness  names its next pulse as well
 * @param isSilent   neither pulse nor burst
 * @param hasFix     says it has a fix
 * @param wrongName  what its name for a second is off by
 * @param pulseShift seconds by which the pulse is late
 */
record Script(
        IntToDoubleFunction delay,
        boolean isWitness,
        IntPredicate isSilent,
        IntPredicate hasFix,
        IntToLongFunction wrongName,
        IntToDoubleFunction pulseShift) {

    static final Script PLAIN = new Script(k -> 0.15, false, k -> false, k -> true, k -> 0, k -> 0);

    Script delay(IntToDoubleFunction other) {
        return new Script(other, isWitness, isSilent, hasFix, wrongName, pulseShift);
    }

    Script witness() {
        return new Script(delay, true, isSilent, hasFix, wrongName, pulseShift);
    }

    Script silent(IntPredicate when) {
        return new Script(delay, isWitness, when, hasFix, wrongName, pulseShift);
    }

    Script fix(IntPredicate when) {
        return new Script(delay, isWitness, isSilent, when, wrongName, pulseShift);
    }

    Script wrongName(IntToLongFunction by) {
        return new Script(delay, isWitness, isSilent, hasFix, by, pulseShift);
    }

    Script pulseShift(IntToDoubleFunction seconds) {
        return new Script(delay, isWitness, isSilent, hasFix, wrongName, seconds);
    }
}
