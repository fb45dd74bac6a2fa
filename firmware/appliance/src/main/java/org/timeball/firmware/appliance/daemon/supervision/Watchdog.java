package org.timeball.firmware.appliance.daemon.supervision;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Judges whether the daemon does its work, not whether one of its timers runs: the reference clock has to tick, every
 * thread of the packet path to look for packets and of key exchange to come round, and a packet sent to each address to
 * come back answered.
 *
 * <p>A packet that the operator's own rules refuse, by address or by rate, was judged all the same, and counts. An
 * address is held to what it once could: one that never answered, as {@code [::]} on a machine without IPv6, is not
 * cured by a restart; at least one has to. One that this machine has lost, as an address that is being changed, is not
 * asked until it is back.
 *
 * <p>One thread uses it.
 */
public final class Watchdog {

    /** A snapshot comes four times a second; {@code ClockSnapshot} serves none that is older. */
    private static final long OLDEST_TICK_NANOS = 3_000_000_000L;

    private final Vitals vitals;
    private final LongSupplier monotonicClock;
    private final SelfQuestion question = new SelfQuestion();
    private final Set<InetSocketAddress> proven = new HashSet<>();
    private final Threads ntpThreads = new Threads("NTP");
    private final Threads keyExchangeThreads = new Threads("key exchange");

    /** Threads of one kind, and how far each had come at the last look. */
    private static final class Threads {

        private final String kind;
        private List<Long> lastRounds = List.of();

        Threads(String kind) {
            this.kind = kind;
        }

        Optional<String> complaint(List<Long> rounds) {
            var before = lastRounds;
            lastRounds = rounds;
            for (int i = 0; i < before.size(); i++) {
                if (rounds.get(i).equals(before.get(i))) {
                    return Optional.of("%s thread %d of %d hangs".formatted(kind, i + 1, rounds.size()));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Has looked at nothing yet.
     *
     * @param monotonicClock that of {@link Vitals#tickNanos}
     */
    public Watchdog(Vitals vitals, LongSupplier monotonicClock) {
        this.vitals = vitals;
        this.monotonicClock = monotonicClock;
    }

    /** What is wrong, in a sentence, or nothing; to be asked at most twice a second, for an idle thread looks four times. */
    public Optional<String> complaint() {
        // All of them, so that each starts afresh from this look.
        var ofNtp = ntpThreads.complaint(vitals.ntpRounds());
        var ofKeyExchange = keyExchangeThreads.complaint(vitals.keyExchangeRounds());
        var ofPackets = ofPackets();
        return ofClock().or(() -> ofNtp).or(() -> ofKeyExchange).or(() -> ofPackets);
    }

    private Optional<String> ofClock() {
        long ageNanos = monotonicClock.getAsLong() - vitals.tickNanos();
        return ageNanos <= OLDEST_TICK_NANOS ? Optional.empty() : Optional.of("the reference clock does not tick");
    }

    private Optional<String> ofPackets() {
        Optional<String> silent = Optional.empty();
        var here = vitals.ntpAddresses().stream().filter(question::canAsk).toList();
        for (var address : here) {
            long droppedBefore = vitals.ntpDropped();
            if (question.isAnsweredBy(address) || vitals.ntpDropped() > droppedBefore) {
                proven.add(address);
            } else if (proven.contains(address)) {
                silent = Optional.of("NTP at %s port %d does not answer"
                        .formatted(address.getAddress().getHostAddress(), address.getPort()));
            }
        }
        return proven.isEmpty() && !here.isEmpty() ? Optional.of("NTP does not answer anywhere") : silent;
    }
}
