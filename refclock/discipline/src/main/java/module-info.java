/** From pulses and epochs to a disciplined clock and the snapshot a server serves. Pure: values in, decisions out. */
module org.timeball.refclock.discipline {
    requires transitive org.timeball.refclock.time;
    requires transitive org.timeball.refclock.gnss;

    exports org.timeball.refclock.discipline;
    exports org.timeball.refclock.discipline.correction;
    exports org.timeball.refclock.discipline.crosscheck;
    exports org.timeball.refclock.discipline.fallback;
    exports org.timeball.refclock.discipline.filter;
    exports org.timeball.refclock.discipline.holdover;
    exports org.timeball.refclock.discipline.leap;
    exports org.timeball.refclock.discipline.network;
    exports org.timeball.refclock.discipline.network.clock;
}
