package org.timeball.firmware.appliance.interop.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.firmware.appliance.interop.Launcher;

/**
 * Other people's servers that restart, rotate and lose their keys, and networks that lose packets, while our client asks
 * on: it gets its time again, by as few key exchanges as can be, and never without NTS.
 */
class TroubledServersIT extends AsksOthers {

    private static final int BEFORE = 5;
    private static final int AFTER = 5;

    /** Of the networks that lose: long enough for the stock of cookies to feel it. */
    private static final int WHILE_LOSING = 25;

    private static final int LOSS_PERCENT = 20;
    private static final long OFTEN_MILLIS = 200;
    private static final long SELDOM_MILLIS = 5_000;

    /**
     * A server that is ended and started again while it is asked.
     *
     * @param knowsKeys whether it then knows its cookies' keys
     * @param saysSo    whether it says of a cookie that it does not know it (NAK), or is silent
     */
    record Restart(OthersServers.Kind kind, boolean knowsKeys, boolean saysSo) {
        @Override
        public String toString() {
            return kind + (knowsKeys ? " with its keys" : saysSo ? " without, and says so" : " without, and is silent");
        }
    }

    static final List<Restart> RESTARTS = List.of(
            new Restart(OthersServers.Kind.CHRONYD, true, true),
            new Restart(OthersServers.Kind.CHRONYD, false, true),
            new Restart(OthersServers.Kind.NEWER_CHRONYD, false, true),
            new Restart(OthersServers.Kind.NTPD_RS, true, true),
            new Restart(OthersServers.Kind.NTPD_RS, false, true),
            new Restart(OthersServers.Kind.NTPSEC, true, false),
            new Restart(OthersServers.Kind.NTPSEC, false, false));

    @ParameterizedTest
    @FieldSource("RESTARTS")
    void comeBackFromARestart(Restart row) throws Exception {
        var version = servers.version(row.kind);
        var wire = Wire.of(room, folder);
        var keys = row.kind + (row.knowsKeys ? "-kept" : "-lost");
        try (var first = servers.start(row.kind, keys)) {
            awaitTime(first);
            wire.count();
            try (var asking = client.askOften(Room.NAME4, OFTEN_MILLIS)) {
                awaitTimes(asking, BEFORE);
                first.end();
                try (var _ = servers.start(row.kind, row.knowsKeys ? keys : keys + "-new")) {
                    awaitTimes(asking, times(asking) + AFTER);
                    var seen = wire.seen();
                    assertAllProven(asking, seen);
                    assertEquals(row.knowsKeys ? 1 : 2, seen.exchanges(), () -> seen + "\n" + asking.words());
                    assertEquals(!row.knowsKeys && row.saysSo, seen.naks() > 0, seen::toString);
                    Sightings.note(version, "IPv4", "restarted", row + ": " + told(seen));
                }
            }
        }
    }

    /**
     * A server that rotates its cookies' keys faster than anybody should.
     *
     * @param extra         lines of its configuration
     * @param spacingMillis how often it is asked
     * @param isForgotten   whether a cookie's key is gone before it is used
     */
    record Rotation(OthersServers.Kind kind, List<String> extra, long spacingMillis, boolean isForgotten) {
        @Override
        public String toString() {
            return kind + (isForgotten ? " faster than it is asked" : " slower than it is asked");
        }
    }

    private static final List<String> NTPD_RS_ROTATES = List.of("key-rotation-interval = 1", "stale-key-count = 1");

    static final List<Rotation> ROTATIONS = List.of(
            new Rotation(OthersServers.Kind.NEWER_CHRONYD, List.of("ntsrotate 1"), SELDOM_MILLIS, true),
            new Rotation(OthersServers.Kind.NEWER_CHRONYD, List.of("ntsrotate 2"), OFTEN_MILLIS, false),
            new Rotation(OthersServers.Kind.NTPD_RS, NTPD_RS_ROTATES, SELDOM_MILLIS, true));

    @ParameterizedTest
    @FieldSource("ROTATIONS")
    void rotateTheirKeys(Rotation row) throws Exception {
        var version = servers.version(row.kind);
        var wire = Wire.of(room, folder);
        try (var server =
                servers.start(row.kind, row.kind + "-rotated-" + row.spacingMillis, row.extra.toArray(String[]::new))) {
            awaitTime(server);
            wire.count();
            try (var asking = client.askOften(Room.NAME4, row.spacingMillis)) {
                awaitTimes(asking, row.isForgotten ? 2 : WHILE_LOSING);
                var seen = wire.seen();
                assertAllProven(asking, seen);
                assertEquals(row.isForgotten, seen.exchanges() > 1, () -> seen + "\n" + asking.words());
                assertEquals(row.isForgotten, seen.naks() > 0, seen::toString);
                Sightings.note(version, "IPv4", "rotates keys", row + ": " + told(seen));
            }
        }
    }

    /** One packet of five is lost there, and one of five on the way back. */
    @Test
    void areHeardOnANetworkThatLosesAFifth() throws Exception {
        var kind = OthersServers.Kind.NEWER_CHRONYD;
        var version = servers.version(kind);
        var wire = Wire.of(room, folder);
        try (var server = servers.start(kind, "keys-loss")) {
            awaitTime(server);
            wire.count();
            wire.lose(LOSS_PERCENT);
            try (var asking = client.askOften(Room.NAME4, OFTEN_MILLIS)) {
                awaitTimes(asking, WHILE_LOSING);
                var seen = wire.seen();
                assertAllProven(asking, seen);
                assertEquals(0, seen.naks(), seen::toString);
                assertTrue(seen.requests() > WHILE_LOSING, seen::toString);
                Sightings.note(version, "IPv4", LOSS_PERCENT + " % lost", WHILE_LOSING + " times told: " + told(seen));
            }
        }
    }

    /** A network over which nothing comes, while its addresses are the first of the name's. */
    @ParameterizedTest
    @FieldSource("NETWORKS")
    void areFoundOverTheNetworkThatLives(String dead) throws Exception {
        room.requireIpv6();
        var kind = OthersServers.Kind.CHRONYD;
        var version = servers.version(kind);
        var wire = Wire.of(room, folder);
        try (var server = servers.start(kind, "keys-dead-" + dead)) {
            awaitTime(server);
            wire.count();
            wire.kill(dead);
            var living = dead.equals("IPv4") ? Room.IPV6.substring(0, 9) : Room.IPV4;

            for (var finished : List.of(
                    ask(dead, "query", "--json", Room.NAME),
                    ask(dead, "query", "--nts", "--ca", authority(), "--json", Room.NAME))) {
                assertEquals(0, finished.exitCode(), finished::all);
                assertTrue(finished.output().contains("\"address\" : \"" + living), finished::all);
            }
            Sightings.note(version, "both", dead + " dead", "query and query --nts told by the other");
        } finally {
            wire.count();
        }
    }

    static final List<String> NETWORKS = List.of("IPv4", "IPv6");

    private static Launcher.Finished ask(String first, String... words) throws IOException, InterruptedException {
        return first.equals("IPv6") ? client.timeballByIpv6(words) : client.timeball(words);
    }

    private static String authority() {
        return folder.resolve(OthersServers.AUTHORITY).toString();
    }

    private static void awaitTimes(Room.Running asking, long count) throws IOException, InterruptedException {
        Patience.await(
                "our client is told " + count + " times",
                asking,
                () -> Optional.of(times(asking)).filter(told -> told >= count));
    }

    private static long times(Room.Running asking) {
        return asking.said()
                .soFar()
                .lines()
                .filter(line -> line.startsWith(RepeatedQueries.TIME))
                .count();
    }

    private static void assertAllProven(Room.Running asking, Wire.Seen seen) {
        assertTrue(!asking.words().contains("UNPROVEN"), asking::words);
        assertEquals(0, seen.plain(), "nothing was asked without NTS");
    }

    private static String told(Wire.Seen seen) {
        return "exchanges %d, requests %d, NAKs %d, without NTS %d"
                .formatted(seen.exchanges(), seen.requests(), seen.naks(), seen.plain());
    }
}
