package org.timeball.refclock.gnss;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a receiver says about leap seconds (UBX-NAV-TIMELS).
 *
 * @param gpsMinusUtcSeconds  the count in force; empty when it is the firmware's guess rather than the satellites' word
 * @param eventUtcSecond      first second after the next leap second, since the Unix epoch; empty when none is
 *     announced
 * @param change              +1, −1, or 0 when none is announced
 * @param isEventKnown        the satellites' word on the next leap second was heard, be it that there is none
 */
public record LeapNotice(
        OptionalInt gpsMinusUtcSeconds, OptionalLong eventUtcSecond, int change, boolean isEventKnown) {}
