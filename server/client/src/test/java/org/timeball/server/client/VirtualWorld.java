package org.timeball.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A client, a server, a network that delays and loses, and time that passes when the test says so. */
final class VirtualWorld {

    /** 2026-11-27, about. */
    static final long START_NANOS = 1_795_770_000_000_000_000L;

    static final long FLOOR_NANOS = START_NANOS - 86_400_000_000_000L;

    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long DELAY_NANOS = 10_000_000L;

    /** So that no monotonic reading is what an instant is. */
    private static final long BOOT_NANOS = 12_345_000_000_000L;

    final VirtualServer server = new VirtualServer(START_NANOS);
    final List<Measurement> measurements = new ArrayList<>();
    final List<Long> keyExchanges = new ArrayList<>();
    final List<Long> requests = new ArrayList<>();
    private final Random random = new Random(7_822);
    private final Association association;
    private final long clockErrorNanos;
    private double loss;
    private double confusion;
    private final List<byte[]> stray = new ArrayList<>();
    private boolean isKeyExchangeUp = true;
    private CertificateWindow window = VirtualServer.VALID;
    private long elapsedNanos;
    private Optional<Heard> lastHeard = Optional.empty();

    /**
     * @param clockErrorNanos how far the client's clock is ahead
     */
    VirtualWorld(AssociationSettings settings, long clockErrorNanos) {
        this.clockErrorNanos = clockErrorNanos;
        association = new Association(settings, random::nextBytes, nowNanos());
    }

    static AssociationSettings plain() {
        return settings(new Security.Plain(VirtualServer.ADDRESS));
    }

    static AssociationSettings nts() {
        return settings(new Security.Nts(Security.USUAL_OFFER, Optional.empty()));
    }

    static AssociationSettings settings(Security security) {
        return new AssociationSettings(security, PollRange.USUAL, false, FLOOR_NANOS);
    }

    Association association() {
        return association;
    }

    Heard lastHeard() {
        return lastHeard.orElseThrow();
    }

    double elapsedSeconds() {
        return elapsedNanos * 1e-9;
    }

    void loses(double share) {
        loss = share;
    }

    /** So many of the answers come late, when the next request is under way, and so many come once more then. */
    void confuses(double share) {
        confusion = share;
    }

    void losesKeyExchange() {
        isKeyExchangeUp = false;
    }

    void hasCertificate(CertificateWindow other) {
        window = other;
    }

    long nowNanos() {
        return BOOT_NANOS + elapsedNanos;
    }

    long clientNanos() {
        return START_NANOS + elapsedNanos + clockErrorNanos;
    }

    private void pass(long nanos) {
        elapsedNanos += nanos;
        server.setTime(START_NANOS + elapsedNanos, nowNanos());
    }

    /** Takes the steps that fall due within so many seconds. */
    void run(double seconds) {
        long end = elapsedNanos + (long) (seconds * 1e9);
        while (elapsedNanos < end) {
            switch (association.next(nowNanos())) {
                case Step.Rest(long until) -> pass(Math.clamp(until - nowNanos(), 1, end - elapsedNanos));
                case Step.ExchangeKeys(var offered) -> exchangeKeys(offered);
                case Step.Ask ask -> ask(ask.request());
                case Step.Stop _ -> elapsedNanos = end;
            }
        }
    }

    private void exchangeKeys(List<org.timeball.server.protocol.AeadAlgorithm> offered) {
        keyExchanges.add(elapsedNanos);
        pass(3 * DELAY_NANOS);
        if (isKeyExchangeUp) {
            association.keysAgreed(server.exchangeKeys(offered, window));
        } else {
            association.keysRefused(false, nowNanos());
        }
    }

    private void ask(byte[] request) {
        requests.add(elapsedNanos);
        association.sent(clientNanos());
        pass(DELAY_NANOS);
        var reply = isLost() ? Optional.<byte[]>empty() : server.answer(request);
        var old = List.copyOf(stray);
        stray.clear();
        old.forEach(late -> assertEquals(
                Heard.Ignored.class,
                association.received(late, clientNanos(), nowNanos()).getClass()));
        boolean isLate = random.nextDouble() < confusion;
        if (isLate || random.nextDouble() < confusion) {
            reply.ifPresent(stray::add);
        }
        if (reply.isEmpty() || isLate || isLost()) {
            pass(PATIENCE_NANOS);
            association.unanswered(nowNanos());
            return;
        }
        pass(DELAY_NANOS);
        var heard = association.received(reply.get(), clientNanos(), nowNanos());
        lastHeard = Optional.of(heard);
        if (heard instanceof Heard.Time(var measurement)) {
            measurements.add(measurement);
        }
        if (association.isWaiting()) {
            pass(PATIENCE_NANOS);
            association.unanswered(nowNanos());
        }
    }

    private boolean isLost() {
        return random.nextDouble() < loss;
    }
}
