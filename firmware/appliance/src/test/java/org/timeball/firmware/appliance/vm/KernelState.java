package org.timeball.firmware.appliance.vm;

import java.util.regex.Pattern;

/**
 * What the guest's kernel says of its clock, read by a program that is not ours: busybox's {@code adjtimex}.
 *
 * @param frequencyPpm   the correction in force
 * @param maxErrorMicros the bound it was told, grown since
 * @param estErrorMicros the estimate it was told
 * @param status         the bits of {@code timex.status}
 */
record KernelState(double frequencyPpm, long maxErrorMicros, long estErrorMicros, int status) {

    static final int STA_INS = 0x0010;
    static final int STA_DEL = 0x0020;
    static final int STA_UNSYNC = 0x0040;

    static KernelState parse(String text) {
        return new KernelState(
                number(text, "freq.adjust") / 65_536.0, number(text, "maxerror"), number(text, "esterror"), (int)
                        number(text, "status"));
    }

    boolean has(int bits) {
        return (status & bits) != 0;
    }

    private static long number(String text, String name) {
        return Pattern.compile(Pattern.quote(name) + ": *(-?[0-9]+)")
                .matcher(text)
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + text));
    }
}
