package org.timeball.firmware.appliance.interop.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients that know NTP alone, and port 123: busybox, systemd-timesyncd, ntpdig and sntp. N19 of the test catalogue. */
class SimplePeersIT extends AskedByPeers {

    private static final double OFFSET_LIMIT_SECONDS = 0.05;

    /** It only queries ({@code -w}). */
    @ParameterizedTest
    @ValueSource(strings = {Room.IPV4, Room.IPV6})
    void busyboxNtpdQueriesUs(String address) throws Exception {
        require(address);
        var busybox = new PeerPrograms(folder).busybox();
        var before = ours.counters();
        try (var running = room.start(Confinement.ROOT, busybox, "ntpd", "-w", "-n", "-d", "-d", "-p", address)) {
            var reply = Patience.await(
                    "three replies",
                    running,
                    () -> third(Pattern.compile("reply from " + Pattern.quote(address)
                                    + ": offset:([-+0-9.]+) delay:[0-9.]+ status:0x24 strat:1 refid:\\S+"
                                    + " rootdelay:[0-9.]+ reach:\\S+")
                            .matcher(running.words())));
            assertEquals(0, Double.parseDouble(reply.group(1)), OFFSET_LIMIT_SECONDS);
            var version = room.shell(
                    "grep -aom1 'BusyBox v[0-9.]*' " + busybox.command().getLast());
            note(version.output().strip() + " ntpd", address, reply.group(), 3, before);
        }
    }

    /** It wants to steer, is refused by the kernel, and goes on asking. */
    @ParameterizedTest
    @ValueSource(strings = {Room.IPV4, Room.IPV6})
    void timesyncdTakesOurTime(String address) throws Exception {
        require(address);
        var timesyncd = new PeerPrograms(folder).timesyncd();
        var made =
                room.shell("mkdir -p /run/systemd/timesync /run/systemd/netif /run/systemd/timesyncd.conf.d && printf"
                        + " '[Time]\\nNTP=\\nNTP=%s\\nFallbackNTP=\\n' > /run/systemd/timesyncd.conf.d/ours.conf"
                                .formatted(address));
        assertEquals(0, made.exitCode(), made::all);
        var before = ours.counters();
        var talkative = timesyncd.behind("env", "SYSTEMD_LOG_LEVEL=debug", "SYSTEMD_LOG_TARGET=console");
        try (var running = room.start(Confinement.USER, talkative)) {
            var contacted = Patience.await(
                    "it has contacted us",
                    running,
                    () -> first(Pattern.compile("Contacted time server \\S+:123 \\(" + Pattern.quote(address) + "\\)")
                            .matcher(running.words())));
            var words = running.words();
            assertTrue(words.contains("stratum      : 1"), words);
            assertTrue(words.contains("reference    : PPS"), words);
            assertTrue(words.contains("leap         : 0"), words);
            assertTrue(words.contains("Failed to call clock_adjtime(): Operation not permitted"), words);
            var version = first(Pattern.compile("libsystemd-shared-([0-9]+)")
                    .matcher(room.shell("ldd " + timesyncd.command().getLast()).output()));
            note("systemd-timesyncd " + version.orElseThrow().group(1), address, contacted.group(), 1, before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Room.IPV4, Room.IPV6})
    void ntpdigOfThisMachineAsksUs(String address) throws Exception {
        asksByNtpdig(new PeerPrograms(folder).ntpdig(), address);
    }

    @ParameterizedTest
    @ValueSource(strings = {Room.IPV4, Room.IPV6})
    void ntpdigOfANewerDebianAsksUs(String address) throws Exception {
        asksByNtpdig(new PeerPrograms(folder).newerInPython("ntpdig"), address);
    }

    private static void asksByNtpdig(Program ntpdig, String address) throws Exception {
        require(address);
        var before = ours.counters();
        var finished = room.run(ntpdig, "-j", address);
        assertEquals(0, finished.exitCode(), finished::all);
        var said = first(Pattern.compile("\"offset\": ?([-+0-9.e]+),.*\"ip\": ?\"" + Pattern.quote(address)
                                + "\",.*\"stratum\": ?1,.*\"leap\": ?\"no-leap\",.*\"adjusted\": ?false")
                        .matcher(finished.output()))
                .orElseThrow(() -> new AssertionError(finished.all()));
        assertEquals(0, Double.parseDouble(said.group(1)), OFFSET_LIMIT_SECONDS);
        var version = room.run(ntpdig, "-V");
        assertEquals(0, version.exitCode(), version::all);
        note(version.output().strip(), address, "offset " + said.group(1) + ", stratum 1, no-leap", 1, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {Room.IPV4, Room.IPV6})
    void sntpAsksUs(String address) throws Exception {
        require(address);
        var sntp = new PeerPrograms(folder).sntp();
        var before = ours.counters();
        var finished = room.run(sntp, address);
        assertEquals(0, finished.exitCode(), finished::all);
        noteSntp(address, finished.all(), before);
    }

    /** It wants to step, and the kernel lets it not. */
    @ParameterizedTest
    @ValueSource(strings = {Room.IPV4, Room.IPV6})
    void sntpThatWouldStepTheClockCannot(String address) throws Exception {
        require(address);
        var sntp = new PeerPrograms(folder).sntp();
        var before = ours.counters();
        var finished = room.run(sntp, "-S", address);
        assertTrue(finished.all().contains("step-systime: Operation not permitted"), finished::all);
        noteSntp(address, finished.all(), before);
    }

    private static void noteSntp(String address, String words, Served.Counters before) throws Exception {
        var said = first(Pattern.compile("([-+][0-9.]+) \\+/- [0-9.]+ " + Pattern.quote(address) + " s1 no-leap")
                        .matcher(words))
                .orElseThrow(() -> new AssertionError(words));
        assertEquals(0, Double.parseDouble(said.group(1)), OFFSET_LIMIT_SECONDS);
        var version = first(Pattern.compile("sntp ([0-9.p]+)").matcher(words)).orElseThrow();
        note("sntp " + version.group(1), address, said.group(), 1, before);
    }

    private static void require(String address) {
        if (address.contains(":")) {
            room.requireIpv6();
        }
    }

    /** Judges by our counters what all of them have in common. */
    private static void note(String peer, String address, String said, int least, Served.Counters before)
            throws Exception {
        var counted = ours.counters().since(before);
        assertTrue(counted.answered() >= least, counted::toString);
        assertEquals(0, counted.authenticated() + counted.exchanges() + counted.naks(), counted::toString);
        Sightings.note(peer, address.contains(":") ? "IPv6" : "IPv4", "NTP", said, counted);
    }

    private static Optional<Matcher> first(Matcher matcher) {
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    private static Optional<Matcher> third(Matcher matcher) {
        return matcher.find() && matcher.find() ? first(matcher) : Optional.empty();
    }
}
