package org.timeball.firmware.appliance.bench;

import java.util.List;

/** For how long a clock is left alone in the table, from a minute to a day. */
record HoldoverLength(String name, int seconds) {

    static final List<HoldoverLength> ALL = List.of(
            new HoldoverLength("1 min", 60),
            new HoldoverLength("5 min", 300),
            new HoldoverLength("15 min", 900),
            new HoldoverLength("1 h", 3_600),
            new HoldoverLength("4 h", 4 * 3_600),
            new HoldoverLength("8 h", 8 * 3_600),
            new HoldoverLength("12 h", 12 * 3_600),
            new HoldoverLength("24 h", 24 * 3_600));
}
