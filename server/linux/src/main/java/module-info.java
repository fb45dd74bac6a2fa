/**
 * Native calls of the server: the other of the two modules that make any.
 *
 * <p>Run with {@code --enable-native-access=org.timeball.server.linux}, or {@code ALL-UNNAMED} on the class path.
 */
module org.timeball.server.linux {
    requires transitive org.timeball.refclock.time;
    requires transitive org.timeball.server.protocol;
    requires org.timeball.refclock.linux;

    exports org.timeball.server.linux;
    exports org.timeball.server.linux.nettle;
}
