/** NTP and NTS as bytes and values: what a packet says, how a cookie is sealed. Pure: nothing but {@code java.base}. */
module org.timeball.server.protocol {
    requires transitive org.timeball.refclock.time;

    exports org.timeball.server.protocol;
    exports org.timeball.server.protocol.aead;
    exports org.timeball.server.protocol.pool;
}
