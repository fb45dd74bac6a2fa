package org.timeball.web.appliance.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.timeball.server.control.ErrorSum;

/**
 * Of what the headline is the sum, in one unit and to one digit, so that the column adds up as it stands.
 *
 * @param rows  the parts, and their sum last
 * @param limit at which bound nothing is vouched for any more, in a sentence; empty when nothing is now
 */
public record ErrorTable(List<Row> rows, String limit) {

    /** Nothing is vouched for. */
    static final ErrorTable UNTOLD = new ErrorTable(List.of(), "");

    private static final double STEPS_A_UNIT = 1_000;

    /** Copies the list. */
    public ErrorTable {
        rows = List.copyOf(rows);
    }

    /** A part, and its share of the headline and of the bound. */
    public record Row(String name, String within, String bound) {}

    static ErrorTable of(ErrorSum sum) {
        if (sum.parts().isEmpty()) {
            return UNTOLD;
        }
        var within = column(sum.parts(), ErrorSum.Part::withinSeconds);
        var bound = column(sum.parts(), ErrorSum.Part::boundSeconds);
        var rows = new ArrayList<Row>();
        for (int k = 0; k < sum.parts().size(); k++) {
            rows.add(new Row(sum.parts().get(k).name(), within.get(k), bound.get(k)));
        }
        rows.add(new Row("together", within.getLast(), bound.getLast()));
        return new ErrorTable(
                rows, "Above a bound of " + Engineering.magnitude(sum.limitSeconds()) + " nothing is vouched for.");
    }

    /** The numbers and their sum: what rounding leaves over goes to the largest, which it matters least to. */
    private static List<String> column(List<ErrorSum.Part> parts, ToDoubleFunction<ErrorSum.Part> share) {
        double[] seconds = parts.stream().mapToDouble(share).toArray();
        double total = Arrays.stream(seconds).sum();
        var unit = Engineering.unitOfScale(total);
        long[] steps = Arrays.stream(seconds)
                .mapToLong(part -> Math.round(STEPS_A_UNIT * unit.of(part)))
                .toArray();
        long all = Math.round(STEPS_A_UNIT * unit.of(total));
        steps[largest(steps)] += all - Arrays.stream(steps).sum();
        var words = new ArrayList<String>();
        for (long step : steps) {
            words.add(words(step, unit));
        }
        words.add(words(all, unit));
        return words;
    }

    private static int largest(long[] steps) {
        int largest = 0;
        for (int k = 1; k < steps.length; k++) {
            largest = steps[k] > steps[largest] ? k : largest;
        }
        return largest;
    }

    private static String words(long steps, Engineering.Unit unit) {
        return String.format(Locale.ROOT, "%,.3f", steps / STEPS_A_UNIT).replace('-', Engineering.MINUS)
                + Engineering.NO_BREAK_SPACE
                + unit.symbol();
    }
}
