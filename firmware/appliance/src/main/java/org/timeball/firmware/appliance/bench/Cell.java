package org.timeball.firmware.appliance.bench;

/** One oscillator with one pulse line: a cell of the table. */
record Cell(Trace frequency, Trace noise) {

    /** How many seconds both traces cover. */
    int seconds() {
        return Math.min(frequency.values().length, noise.values().length);
    }

    String name() {
        return frequency.name() + " " + noise.name();
    }
}
