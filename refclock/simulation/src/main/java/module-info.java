/** A world on a virtual clock: crystal, pulses, receiver. Pure: an hour of it runs in milliseconds. */
module org.timeball.refclock.simulation {
    requires transitive org.timeball.refclock.time;
    requires transitive org.timeball.refclock.gnss;

    exports org.timeball.refclock.simulation;
}
