package org.timeball.refclock.discipline.filter;

/**
 * The number that stands at a place among others in order, found without putting all of them in order: a median is asked for
 * every second, of hundreds of numbers.
 *
 * @see <a href="https://dl.acm.org/doi/10.1145/366622.366647">Hoare, Algorithm 65: Find (1961)</a>
 */
public final class OrderStatistic {

    private OrderStatistic() {}

    /**
     * What {@code values[place]} would be if the first of them were sorted. Makes no garbage. Those before the place are not
     * above it on return, and those behind not below.
     *
     * @param values none of them no number; left in disorder
     * @param count  how many of them, more than {@code place}
     * @param place  0 is the smallest's
     */
    public static double select(double[] values, int count, int place) {
        int from = 0;
        int to = count - 1;
        while (from < to) {
            double pivot = middle(values[from], values[(from + to) >>> 1], values[to]);
            int up = from;
            int down = to;
            while (up <= down) {
                while (values[up] < pivot) {
                    up++;
                }
                while (pivot < values[down]) {
                    down--;
                }
                if (up <= down) {
                    double swapped = values[up];
                    values[up++] = values[down];
                    values[down--] = swapped;
                }
            }
            if (place <= down) {
                to = down;
            } else if (place >= up) {
                from = up;
            } else {
                return values[place];
            }
        }
        return values[place];
    }

    /** Of three, for a row that is sorted already is met often, and would be the worst with any other pivot. */
    private static double middle(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
