/**
 * Native calls of the reference clock: one of the two modules that make any.
 *
 * <p>Run with {@code --enable-native-access=org.timeball.refclock.linux}, or {@code ALL-UNNAMED} on the class path.
 */
module org.timeball.refclock.linux {
    requires transitive org.timeball.refclock.time;

    exports org.timeball.refclock.linux;
}
