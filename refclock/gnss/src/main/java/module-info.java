/** A satellite receiver's bytes and what they mean. Pure: bytes and values in, values out. */
module org.timeball.refclock.gnss {
    requires transitive org.timeball.refclock.time;

    exports org.timeball.refclock.gnss;
    exports org.timeball.refclock.gnss.setup;
}
