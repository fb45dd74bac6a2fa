package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code timeball query --srv} and what {@code nts check} says of a domain whose signed records name a running demo. */
class DiscoveryIT {

    @TempDir
    static Path state;

    @TempDir
    static Path zone;

    private static RunningDemo demo;
    private static SignedDomain domain;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        SignedDomain.require();
        demo = RunningDemo.start(RunningDemo.Ports.free(state));
        // The best of the two is not there.
        domain = new SignedDomain(zone, "pool.test.", """
                _ntske._tcp.pool.test. 60 IN SRV 1 0 9 localhost.
                _ntske._tcp.pool.test. 60 IN SRV 2 0 %d localhost.
                """.formatted(demo.ports().keyExchange()));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (domain != null) {
            domain.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    private static Launcher.Finished timeball(List<String> words, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(words);
        command.addAll(List.of("-4", "--ca", demo.ca().toString()));
        command.addAll(List.of(more));
        return Launcher.timeball(command.toArray(String[]::new));
    }

    private static Launcher.Finished anchored(List<String> words, String... more)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("--resolver", domain.resolver(), "--trust-anchors", domain.anchors()));
        all.addAll(List.of(more));
        return timeball(words, all.toArray(String[]::new));
    }

    @Test
    void asksTheNextServerThatTheDomainNames() throws IOException, InterruptedException {
        var finished = anchored(List.of("query", "--srv"), "pool.test");

        assertEquals(0, finished.exitCode(), finished::all);
        assertTrue(
                finished.output()
                        .matches("(?s)pool\\.test: no connection to localhost .*port 9.*\n"
                                + "pool\\.test \\(localhost:" + demo.ports().keyExchange()
                                + "\\): offset [-+]0\\.\\d{6} s.*authenticated: time by NTS.*"),
                finished::all);
        assertEquals("", finished.errors());
    }

    /** The root's keys do not vouch for the domain, and a resolver that has not checked says nothing. */
    @Test
    void refusesWhatNobodyVouchesFor() throws IOException, InterruptedException {
        var unknown = timeball(List.of("query", "--srv"), "--resolver", domain.resolver(), "pool.test");
        assertEquals(2, unknown.exitCode(), unknown::all);
        assertTrue(
                unknown.output().startsWith("pool.test: _ntske._tcp.pool.test. is not what was signed"), unknown::all);

        var unchecked = timeball(
                List.of("query", "--srv"), "--resolver", domain.resolver(), "--trust-resolver", "--json", "pool.test");
        assertEquals(2, unchecked.exitCode(), unchecked::all);
        assertTrue(unchecked.output().contains("\"trouble\" : \"UNSIGNED\""), unchecked::all);
    }

    @Test
    void saysWhenOneServerIsNoPool() throws IOException, InterruptedException {
        var finished = timeball(
                List.of("query", "--nts", "--sources", "2"),
                "localhost:" + demo.ports().keyExchange());

        assertEquals(1, finished.exitCode(), finished::all);
        assertTrue(finished.output().contains("1 of 2 sources"), finished::all);
    }

    @Test
    void saysWhatADomainNames() throws IOException, InterruptedException {
        var finished = anchored(List.of("nts", "check"), "pool.test");

        assertTrue(
                finished.output()
                        .contains("pool.test names localhost:9 (priority 1, weight 0), localhost:"
                                + demo.ports().keyExchange()),
                finished::all);
        assertTrue(finished.output().contains("its DNSSEC signatures are good"), finished::all);
    }

    @Test
    void findsThatRecord13IsPassedOver() throws IOException, InterruptedException {
        var finished =
                timeball(List.of("nts", "check"), "localhost:" + demo.ports().keyExchange());

        assertEquals(0, finished.exitCode(), finished::all);
        assertTrue(finished.output().contains("pool: record 13"), finished::all);
        assertTrue(finished.output().contains("is passed over"), finished::all);
    }
}
