package org.timeball.server.discovery.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.server.client.NtpServer;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.Refusal;

/**
 * Several sources from one name: says what to do next, takes what came of it, and replaces a member that died by
 * another.
 *
 * <p>One step at a time. Who failed or died may be tried again after a while, which grows with each time, and after
 * others that did not. What a member does between joining and dying is not looked at here.
 *
 * <p>One instance belongs to one thread at a time.
 */
public final class PoolWalk {

    private final int wanted;
    private final Supply supply;
    private final RetryTimes retries = new RetryTimes();
    private final List<PoolMember> members = new ArrayList<>();
    private final List<PoolMember> unproven = new ArrayList<>();
    private PoolStep underWay = new PoolStep.Full();

    /** In lower case. */
    private Set<String> elsewhere = Set.of();

    /** Of those elsewhere, the ones that were given all the same, as they were named. */
    private final Set<String> givenInVain = new LinkedHashSet<>();

    /**
     * Begins; the first step is due at once.
     *
     * @param wanted   how many members, at least 1
     * @param nowNanos by a clock that nobody sets
     */
    public PoolWalk(Pool pool, int wanted, long nowNanos) {
        if (wanted < 1) {
            throw new IllegalArgumentException(wanted + " sources");
        }
        this.wanted = wanted;
        supply = switch (pool) {
            case Pool.Domain(String name) -> new SrvSupply(name, nowNanos);
            case Pool.Balancer(NtpServer keyExchange) -> new BalancerSupply(keyExchange, nowNanos);
        };
    }

    /** Those that are held, the oldest first. */
    public List<PoolMember> members() {
        return List.copyOf(members);
    }

    /**
     * Servers that are asked for another reason, and so are of no use as members.
     *
     * @param names as members have them, in whatever case
     */
    public void leaveOut(Collection<String> names) {
        elsewhere = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        givenInVain.removeIf(name -> !isElsewhere(name));
    }

    private boolean isElsewhere(String name) {
        return elsewhere.contains(name.toLowerCase(Locale.ROOT));
    }

    /** What to do now. A step that was under way counts as failed when this is called. */
    public PoolStep next(long nowNanos) {
        switch (underWay) {
            case PoolStep.Discover(String domain) ->
                discovered(new Discovery.Refused(Refusal.TIMEOUT, domain + " was given up"), nowNanos);
            case PoolStep.ExchangeKeys _ -> failed(nowNanos);
            case PoolStep.Rest _, PoolStep.Full _ -> {}
        }
        underWay = members.size() >= wanted ? new PoolStep.Full() : supply.next(unwanted(), retries, nowNanos);
        return underWay;
    }

    /** A balancer is told no names but its own: others are no business of its. */
    private List<String> unwanted() {
        var others =
                switch (supply) {
                    case SrvSupply _ -> elsewhere;
                    case BalancerSupply _ -> givenInVain;
                };
        return Stream.concat(members.stream().map(PoolMember::name), others.stream())
                .toList();
    }

    /** What the DNS said, when the step was to ask it. */
    public void discovered(Discovery discovery, long nowNanos) {
        if (!(supply instanceof SrvSupply domain && ended() instanceof PoolStep.Discover)) {
            throw new IllegalStateException("the DNS was not to be asked");
        }
        domain.discovered(discovery, nowNanos);
    }

    /**
     * Keys were agreed on, when the step was to exchange some.
     *
     * @param ntpServer that the server named with them, exactly as it did; empty if it named none
     * @return the new member; empty if the keys are of no use, for they are of a member, of somebody who died a moment
     * ago, or of one that is asked for another reason
     */
    public Optional<PoolMember> agreed(Optional<String> ntpServer, long nowNanos) {
        var server = exchanged();
        var member = new PoolMember(
                switch (supply) {
                    case SrvSupply _ -> SrvSupply.nameOf(server);
                    case BalancerSupply _ -> ntpServer.orElse(server.host());
                },
                server);
        boolean isHeld = members.stream().anyMatch(other -> other.name().equalsIgnoreCase(member.name()));
        if (isElsewhere(member.name())) {
            givenInVain.add(member.name());
        }
        if (isHeld || isElsewhere(member.name()) || retries.dueNanos(member.name(), nowNanos) - nowNanos > 0) {
            supply.noted(Supply.Event.GAINED_NOBODY, server, retries, nowNanos);
            return Optional.empty();
        }
        members.add(member);
        unproven.add(member);
        supply.noted(Supply.Event.GAINED, server, retries, nowNanos);
        return Optional.of(member);
    }

    /** Keys could not be had, when the step was to exchange some. */
    public void failed(long nowNanos) {
        supply.noted(Supply.Event.FAILED, exchanged(), retries, nowNanos);
    }

    /** A member told the time. Only now its failures are forgotten: keys that nobody honours are no success. */
    public void proven(PoolMember member, long nowNanos) {
        if (unproven.remove(member)) {
            retries.forget(member.name());
            supply.noted(Supply.Event.PROVEN, member.keyExchange(), retries, nowNanos);
        }
    }

    /** A member does not answer any more, or is not to be asked; it is one no longer. */
    public void died(PoolMember member, long nowNanos) {
        if (!members.remove(member)) {
            throw new IllegalArgumentException(member.name() + " is no member");
        }
        retries.failed(member.name(), nowNanos);
        supply.noted(Supply.Event.LOST, member.keyExchange(), retries, nowNanos);
        if (unproven.remove(member) && supply instanceof BalancerSupply balancer) {
            balancer.noted(Supply.Event.FAILED, member.keyExchange(), retries, nowNanos);
        }
    }

    private NtpServer exchanged() {
        if (ended() instanceof PoolStep.ExchangeKeys(NtpServer server, List<String> _)) {
            return server;
        }
        throw new IllegalStateException("no keys were to be exchanged");
    }

    private PoolStep ended() {
        var step = underWay;
        underWay = new PoolStep.Full();
        return step;
    }
}
