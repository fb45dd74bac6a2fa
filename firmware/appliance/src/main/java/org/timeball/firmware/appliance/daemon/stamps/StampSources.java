package org.timeball.firmware.appliance.daemon.stamps;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.control.StampedInterface;
import org.timeball.server.linux.CardStamping;
import org.timeball.server.linux.InterfaceStamps;
import org.timeball.server.linux.StampWish;
import org.timeball.server.ntp.stamps.CardTime;
import org.timeball.server.ntp.stamps.CardTimes;

/**
 * Has a network card stamp packets where that is wanted and can be had, learns what its stamps mean, and says of every
 * interface who stamps there. What cannot be had is no reason not to serve. Stamps of departure do not say whose they are:
 * of several cards with clocks of their own the first one's is used.
 *
 * <p>One thread makes it and then one looks; the rest is for any.
 */
public final class StampSources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StampSources.class);

    private static final long READING_NANOS = 900_000_000L;

    /** A cable or an adapter is plugged in at a human's pace. */
    private static final long LISTING_NANOS = 10_000_000_000L;

    /** Without a reading for so long, no stamp is believed. */
    private static final long SILENCE_NANOS = 4_000_000_000L;

    private final boolean isWanted;
    private final Supplier<List<InterfaceStamps>> listing;

    /** What became of asking, by interface. */
    private final Map<String, CardUse> asked = new HashMap<>();

    private final Optional<Chosen> chosen;
    private final CardTimes times = new CardTimes();
    private volatile CardTime time = CardTime.UNKNOWN;
    private volatile List<StampedInterface> interfaces = List.of();
    private long readNanos;
    private long learnedNanos;
    private long listedNanos;

    /** The card that stamps, by its device, and its clock. */
    private record Chosen(String device, Cards.Clock clock) {}

    /**
     * Asks every interface, turns a card on, and logs who stamps.
     *
     * @param isWanted whether cards are to stamp
     * @param nowNanos monotonic
     */
    StampSources(boolean isWanted, Supplier<List<InterfaceStamps>> listing, Cards cards, long nowNanos) {
        this.isWanted = isWanted;
        this.listing = listing;
        var found = listing.get();
        chosen = isWanted ? choose(found, cards) : Optional.empty();
        readNanos = nowNanos - READING_NANOS;
        learnedNanos = nowNanos;
        listedNanos = nowNanos;
        tell(found, nowNanos);
    }

    /** The interfaces of this machine that have an address. */
    public static StampSources open(boolean isWanted, long nowNanos) {
        return new StampSources(isWanted, StampSources::up, Cards.OF_THE_KERNEL, nowNanos);
    }

    private Optional<Chosen> choose(List<InterfaceStamps> found, Cards cards) {
        Optional<Chosen> first = Optional.empty();
        for (var each : found) {
            var card = each.card().filter(InterfaceStamps.Card::stampsAll);
            if (card.isPresent()) {
                var device = card.get().device();
                if (first.isPresent() && !first.get().device.equals(device)) {
                    asked.put(each.name(), new CardUse.Superseded(device, first.get().device));
                } else if (cards.turnOn(each, card.get()) instanceof CardStamping.Refused(var reason)) {
                    asked.put(each.name(), new CardUse.Refused(device, reason));
                } else {
                    first = first.or(() -> opened(each.name(), device, cards));
                    if (first.isPresent()) {
                        asked.put(each.name(), new CardUse.Used(device));
                    }
                }
            }
        }
        return first;
    }

    private Optional<Chosen> opened(String name, String device, Cards cards) {
        try {
            return Optional.of(new Chosen(device, cards.open(device)));
        } catch (DeviceException refused) {
            asked.put(name, new CardUse.Refused(device, String.valueOf(refused.getMessage())));
            return Optional.empty();
        }
    }

    /** What sockets are to ask for. */
    public StampWish wish() {
        return chosen.isPresent() ? StampWish.CARD : StampWish.KERNEL;
    }

    /** What a card's stamps mean now. */
    public CardTime time() {
        return time;
    }

    /** Who stamps, an interface each. */
    public List<StampedInterface> interfaces() {
        return interfaces;
    }

    /** To be called once a second, with a monotonic clock: reads the card's clock, and looks whether the interfaces are others. */
    public void lookIfDue(long nowNanos) {
        if (nowNanos - readNanos >= READING_NANOS) {
            readNanos = nowNanos;
            chosen.ifPresent(card -> read(card.clock, nowNanos));
        }
        if (nowNanos - listedNanos >= LISTING_NANOS) {
            listedNanos = nowNanos;
            tell(listing.get(), nowNanos);
        }
    }

    private void read(Cards.Clock clock, long nowNanos) {
        clock.read()
                .flatMap(reading -> times.take(reading.beforeRawNanos(), reading.cardNanos(), reading.afterRawNanos()))
                .ifPresent(taken -> {
                    time = taken;
                    learnedNanos = nowNanos;
                });
    }

    /** One line for each that is not as it was. */
    private void tell(List<InterfaceStamps> found, long nowNanos) {
        var before = interfaces;
        interfaces = found.stream()
                .map(each -> new StampedInterface(each.name(), CardUse.words(each, use(each, nowNanos))))
                .toList();
        interfaces.stream()
                .filter(each -> !before.contains(each))
                .forEach(each -> LOG.info("event=stamps interface={} by=\"{}\"", each.name(), each.stampedBy()));
    }

    private CardUse use(InterfaceStamps found, long nowNanos) {
        if (found.card().isEmpty()) {
            return new CardUse.NotThere();
        }
        var card = found.card().get();
        if (!isWanted) {
            return new CardUse.NotWanted(card.device());
        }
        if (!card.stampsAll()) {
            return new CardUse.Incapable(card.device());
        }
        var use = asked.getOrDefault(found.name(), new CardUse.Refused(card.device(), "the daemon started without it"));
        boolean isSilent = nowNanos - learnedNanos > SILENCE_NANOS;
        return use instanceof CardUse.Used && isSilent ? new CardUse.Unread(card.device()) : use;
    }

    private static List<InterfaceStamps> up() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(StampSources::isUp)
                    .map(NetworkInterface::getName)
                    .sorted()
                    .map(InterfaceStamps::of)
                    .toList();
        } catch (SocketException refused) {
            LOG.warn("event=interfaces-not-listed reason=\"{}\"", refused.getMessage());
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface found) {
        try {
            return found.isUp() && !found.getInterfaceAddresses().isEmpty();
        } catch (SocketException gone) {
            return false;
        }
    }

    @Override
    public void close() {
        chosen.ifPresent(card -> card.clock.close());
    }
}
