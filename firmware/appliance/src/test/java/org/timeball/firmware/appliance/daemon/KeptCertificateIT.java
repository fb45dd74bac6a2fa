package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.daemon.certificates.CertificateService;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.certificates.CertificateStore;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.TimeballConfig;

/** A certificate that the daemon keeps, from the box that has none to clients who see the next one. */
class KeptCertificateIT {

    private static final int EXCHANGES = 1_000;
    private static final int CLIENTS = 4;
    private static final Duration REHEARSAL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final Closing closing = new Closing();
    private final AtomicReference<ClockSnapshot> clock =
            new AtomicReference<>(ClockSnapshot.starting(RawClock.nanos()));
    private StateDirectory state;
    private KeyExchangeService keyExchange;
    private CertificateWatch watch;
    private CertificateService kept;

    /** One listener, whose certificate comes from the box's own authority. */
    static TimeballConfig configuration(Path folder) throws IOException, ConfigException {
        return ConfigReader.read(Files.writeString(folder.resolve("timeball.toml"), """
                schema = 1
                state-directory = "state"
                [receiver]
                port = "/dev/ttyAMA0"
                [[server]]
                listen = "127.0.0.1:0"
                [[nts-ke-server]]
                listen = "127.0.0.1:0"
                certificate-name = "lan"
                [[certificate]]
                name = "lan"
                from = "own-ca"
                host-names = ["localhost", "127.0.0.1"]
                """));
    }

    @BeforeEach
    void start() throws Exception {
        var configuration = configuration(folder);
        state = StateDirectory.open(configuration.stateDirectory());
        var jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
        var identities = Identities.load(configuration, Instant.now());
        assertTrue(KeyExchangeService.rehearse(identities, REHEARSAL) > 0, "the first client finds all compiled");
        keyExchange = KeyExchangeService.start(configuration, identities, jar, closing);
        watch = new CertificateWatch(keyExchange.shown(), Instant::now);
        kept = CertificateService.start(configuration, state, clock::get, watch::hurry, closing);
    }

    @AfterEach
    void end() {
        closing.close();
    }

    /** What the daemon's housekeeping does, until something is so. */
    private void await(BooleanSupplier isSo) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNanos < 0, () -> kept.report().toString());
            watch.lookIfDue(System.nanoTime());
            keyExchange.openIfDue(System.nanoTime());
            LockSupport.parkNanos(5_000_000);
        }
    }

    private boolean isOpen() {
        return keyExchange.listeners().getFirst().opened().isPresent();
    }

    private void learnTheTime() {
        long raw = RawClock.nanos();
        clock.set(new ClockSnapshot(
                ClockState.LOCKED, Leap.NONE, 1, RefId.PPS, raw, 0, 0, 0, raw, 0, 3e-6, 300, 1e-6, 100));
    }

    /** K16: a thousand key exchanges, and a renewal in their midst. */
    @Test
    void noKeyExchangeFailsThroughARenewal() throws Exception {
        await(() -> kept.report().certificates().getFirst().words().isEmpty());
        assertFalse(isOpen(), "there is no certificate to show, and no time to order one by");
        assertFalse(kept.report().isTimeKnown());

        learnTheTime();
        await(this::isOpen);
        var authority = OwnCertificateAuthority.openIfThere(state).orElseThrow();
        var address = keyExchange.listeners().getFirst().opened().orElseThrow().address();
        var first = kept.report().certificates().getFirst();

        Set<Object> seen = ConcurrentHashMap.newKeySet();
        var done = new AtomicInteger();
        Callable<List<String>> client = () -> {
            var failed = new ArrayList<String>();
            while (done.getAndIncrement() < EXCHANGES) {
                try {
                    seen.add(ShownCertificate.exchanged(address, authority).getSerialNumber());
                } catch (Exception refused) {
                    failed.add(refused.toString());
                }
            }
            return failed;
        };
        try (var pool = Executors.newFixedThreadPool(CLIENTS)) {
            var results = new ArrayList<Future<List<String>>>();
            for (int i = 0; i < CLIENTS; i++) {
                results.add(pool.submit(client));
            }
            await(() -> done.get() > EXCHANGES / 4);
            new CertificateStore(state).ask("lan");
            await(() -> done.get() >= EXCHANGES);
            for (var result : results) {
                assertEquals(List.of(), result.get(), () -> "the server's side: " + keyExchange.stats());
            }
        }
        assertEquals(2, seen.size(), "both were shown");
        assertNotEquals(
                first.fingerprint(), kept.report().certificates().getFirst().fingerprint());
    }
}
