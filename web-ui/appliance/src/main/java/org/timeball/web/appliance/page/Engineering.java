package org.timeball.web.appliance.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * Numbers as the field writes them: engineering units, three significant digits, a real minus, a non-breaking space.
 *
 * <p>Rounds half up. What is not a number is {@value #UNKNOWN}, never a zero.
 */
public final class Engineering {

    /** What stands where a number is not known. */
    public static final String UNKNOWN = "–";

    /** Between a number and its unit. */
    public static final char NO_BREAK_SPACE = '\u00a0';
    /** The sign, which no hyphen is. */
    public static final char MINUS = '\u2212';

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

    /** Finer than a tenth of a nanosecond nothing here is measured. */
    private static final int FINEST_SECONDS_LOG10 = -10;

    /** A unit of time and its size as a power of ten. */
    public record Unit(String symbol, int secondsLog10) {

        /** So many of the unit. */
        public double of(double seconds) {
            return seconds / Math.pow(10, secondsLog10);
        }
    }

    /** The largest first. */
    public static final List<Unit> UNITS =
            List.of(new Unit("s", 0), new Unit("ms", -3), new Unit("µs", -6), new Unit("ns", -9));

    private Engineering() {}

    /** A duration without sign: {@code 310 ns}, {@code 1.25 µs}. */
    public static String magnitude(double seconds) {
        if (!Double.isFinite(seconds)) {
            return UNKNOWN;
        }
        var rounded = round(Math.abs(seconds), THREE_DIGITS);
        return inUnit(rounded, unitOf(rounded, BigDecimal.ONE), 3);
    }

    /** A bound on either side: {@code ±310 ns}. */
    public static String within(double seconds) {
        return Double.isFinite(seconds) ? "±" + magnitude(seconds) : UNKNOWN;
    }

    /** A bound for a window's title, two digits and never three before the point: {@code ±0.31 µs}, {@code ±42 ns}. */
    public static String withinBriefly(double seconds) {
        if (!Double.isFinite(seconds)) {
            return UNKNOWN;
        }
        var rounded = round(Math.abs(seconds), TWO_DIGITS);
        return "±" + inUnit(rounded, unitOf(rounded, new BigDecimal("0.1")), 2);
    }

    /** A difference: {@code +12.4 ns}, {@code −1.25 ms}; zero has no sign. */
    public static String signed(double seconds) {
        if (!Double.isFinite(seconds)) {
            return UNKNOWN;
        }
        return sign(round(seconds, THREE_DIGITS).signum()) + magnitude(seconds);
    }

    /** A frequency: {@code −0.318 ppm}. */
    public static String signedPpm(double ppm) {
        if (!Double.isFinite(ppm)) {
            return UNKNOWN;
        }
        var rounded = round(new BigDecimal(ppm), THREE_DIGITS, 3);
        int decimals = rounded.signum() == 0 ? 3 : Math.clamp(2 - exponent(rounded), 0, 3);
        return sign(rounded.signum())
                + String.format(Locale.ROOT, "%." + decimals + "f", rounded.abs())
                + NO_BREAK_SPACE
                + "ppm";
    }

    /** A small frequency without sign, given in ppm: {@code 7.2 ppb}. */
    public static String ppb(double ppm) {
        return Double.isFinite(ppm)
                ? String.format(Locale.ROOT, "%.1f", Math.abs(ppm) * 1_000) + NO_BREAK_SPACE + "ppb"
                : UNKNOWN;
    }

    /** A temperature: {@code 48.7 °C}. */
    public static String celsius(double celsius) {
        return Double.isFinite(celsius)
                ? String.format(Locale.ROOT, "%.1f", celsius).replace('-', MINUS) + NO_BREAK_SPACE + "°C"
                : UNKNOWN;
    }

    /** Something counted: {@code 1,204}. */
    public static String count(long number) {
        return (number < 0 ? String.valueOf(MINUS) : "") + String.format(Locale.ROOT, "%,d", Math.abs(number));
    }

    /** Something a second: {@code 0}, {@code 0.40}, {@code 58.3}, {@code 12,500}. */
    public static String rate(double perSecond) {
        if (!Double.isFinite(perSecond) || perSecond < 0) {
            return UNKNOWN;
        }
        var rounded =
                new BigDecimal(perSecond).setScale(2, RoundingMode.HALF_UP).round(THREE_DIGITS);
        int decimals = rounded.signum() == 0 ? 0 : Math.clamp(2 - exponent(rounded), 0, 2);
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    private static BigDecimal round(double seconds, MathContext digits) {
        return round(new BigDecimal(seconds), digits, -FINEST_SECONDS_LOG10);
    }

    /** Rounds once, from the exact number: to so many digits, or to so many decimals where those would be finer. */
    private static BigDecimal round(BigDecimal exact, MathContext digits, int mostDecimals) {
        var rounded = exact.round(digits);
        return rounded.scale() <= mostDecimals ? rounded : exact.setScale(mostDecimals, RoundingMode.HALF_UP);
    }

    /** The unit for a scale that ends there: the largest that is not more, the smallest for all that is less. */
    public static Unit unitOfScale(double fullScaleSeconds) {
        return UNITS.stream()
                .filter(unit -> fullScaleSeconds >= 0.999 * Math.pow(10, unit.secondsLog10()))
                .findFirst()
                .orElse(UNITS.getLast());
    }

    /** The largest unit in which the number is not less than {@code least}; the smallest for all that are less. */
    private static Unit unitOf(BigDecimal seconds, BigDecimal least) {
        return UNITS.stream()
                .filter(unit -> seconds.movePointLeft(unit.secondsLog10()).compareTo(least) >= 0)
                .findFirst()
                .orElse(UNITS.getLast());
    }

    private static String inUnit(BigDecimal seconds, Unit unit, int digits) {
        var number = seconds.movePointLeft(unit.secondsLog10());
        int finest = unit.secondsLog10() - FINEST_SECONDS_LOG10;
        int decimals = number.signum() == 0 ? 0 : Math.clamp(digits - 1 - exponent(number), 0, finest);
        return String.format(Locale.ROOT, "%,." + decimals + "f", number) + NO_BREAK_SPACE + unit.symbol();
    }

    /** The power of ten of the leading digit: 0 for 1 to 9.99, −1 for 0.1 to 0.999. */
    private static int exponent(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    private static String sign(int signum) {
        return signum > 0 ? "+" : signum < 0 ? String.valueOf(MINUS) : "";
    }
}
