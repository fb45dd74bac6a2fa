/** Values of time and the ports of a clock. Pure: it needs nothing but {@code java.base}. */
module org.timeball.refclock.time {
    exports org.timeball.refclock.time;
    exports org.timeball.refclock.time.stability;
}
