package org.timeball.firmware.sync.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.linux.RawClock;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.pool.Pool;
import org.timeball.server.discovery.pool.PoolMember;
import org.timeball.server.discovery.pool.PoolStep;
import org.timeball.server.discovery.pool.PoolWalk;
import org.timeball.server.state.SourceMembers;
import org.timeball.server.state.SourceSettings;

/**
 * Asks the members of a pool, each by a poller of its own, and has them replaced when they die, on a virtual thread of its
 * own. What is done when is {@link PoolWalk}'s to decide, and when a member is dead {@link MemberHealth}'s.
 *
 * <p>The servers of a domain exchange keys themselves and keep their cookies over a restart. Keys from a balancer are for
 * whom it says, so a restart asks it again, but not sooner than RFC 8915 §4.2 allows.
 */
final class PoolKeeper implements Asked {

    private static final Logger LOG = LoggerFactory.getLogger(PoolKeeper.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final SourceSettings config;
    private final SourceAccess access;
    private final Claims claims;
    private final SourceEar ear;
    private final RetryFile retries;
    private final PoolWalk walk;
    private final BlockingQueue<Poll> heard = new LinkedBlockingQueue<>();

    /** By name; the keeper's thread alone changes it. */
    private final Map<String, Kept> members = new ConcurrentHashMap<>();

    private final AskingThread thread;
    private volatile int advisedLog2;
    private volatile PoolFacts pool;

    /** A member with what asks it and how it fares. */
    private record Kept(PoolMember member, SourcePoller poller, MemberHealth health) {
        Kept with(MemberHealth other) {
            return new Kept(member, poller, other);
        }
    }

    private PoolKeeper(
            SourceSettings config, SourceAccess access, Claims claims, SourceEar ear, RetryFile retries, Pool named) {
        this.config = config;
        this.access = access;
        this.claims = claims;
        this.ear = ear;
        this.retries = retries;
        this.advisedLog2 = config.shortestPollLog2();
        this.pool = new PoolFacts(config.name(), config.members().most(), List.of(), "");
        this.walk = new PoolWalk(named, config.members().most(), System.nanoTime());
        this.thread = new AskingThread("pool " + config.name(), this::run);
    }

    /**
     * Looks for members at once.
     *
     * @param claims which servers others have
     * @param ear    told of members that come and go, and of what comes of asking them
     */
    static PoolKeeper start(SourceSettings config, SourceAccess access, Claims claims, SourceEar ear) {
        var named =
                switch (config.members()) {
                    case SourceMembers.OfDomain _ -> new Pool.Domain(config.host());
                    case SourceMembers.OfBalancer _ -> new Pool.Balancer(new NtpServer(config.host(), config.port()));
                    case SourceMembers.Itself() -> throw new IllegalArgumentException(config.name() + " is no pool");
                };
        var retries = RetryFile.open(access.state(), Whom.retryFile(config.name()));
        return new PoolKeeper(config, access, claims, ear, retries, named);
    }

    @Override
    public SourceSettings config() {
        return config;
    }

    /** What is known of it. */
    PoolFacts pool() {
        return pool;
    }

    @Override
    public Map<String, SourceFacts> facts() {
        var facts = new LinkedHashMap<String, SourceFacts>();
        members.values().forEach(kept -> facts.putAll(kept.poller.facts()));
        return facts;
    }

    @Override
    public void advise(int pollLog2) {
        advisedLog2 = pollLog2;
        members.values().forEach(kept -> kept.poller.advise(pollLog2));
    }

    private void run() {
        try {
            restAfterAnEarlierRun();
            while (true) {
                walk.leaveOut(claims.ofOthers(config.name()));
                take(walk.next(System.nanoTime()));
                hearAll();
            }
        } catch (InterruptedException told) {
            // That was its end.
        }
    }

    private void restAfterAnEarlierRun() throws InterruptedException {
        var left = retries.left(utcSecond());
        if (!left.isZero()) {
            fares("key exchange was tried in vain, and waits for " + left.toSeconds() + " s");
            Thread.sleep(left);
        }
    }

    private void take(PoolStep step) throws InterruptedException {
        switch (step) {
            case PoolStep.Discover(String domain) -> discover(domain);
            case PoolStep.ExchangeKeys exchange -> {
                switch (config.members()) {
                    case SourceMembers.OfBalancer _ -> exchangeKeys(exchange);
                    case SourceMembers.OfDomain _, SourceMembers.Itself _ -> tryServer(exchange.server());
                }
            }
            case PoolStep.Rest(long untilNanos) ->
                hear(Optional.ofNullable(heard.poll(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS)));
            case PoolStep.Full() -> hear(Optional.of(heard.take()));
        }
    }

    private void discover(String domain) throws InterruptedException {
        var trust = ((SourceMembers.OfDomain) config.members()).trust();
        var found = access.trust().discovering(trust).discover(domain);
        walk.discovered(found, System.nanoTime());
        switch (found) {
            case Discovery.Found all -> {
                LOG.info(
                        "event=pool-found pool={} servers={} ttl-s={} reason=\"{}\"",
                        config.name(),
                        all.servers().size(),
                        all.ttlSeconds(),
                        all.validation().words());
                fares("");
            }
            case Discovery.Refused(var reason, String words) -> fails(reason.name(), words);
        }
    }

    /** One that exchanges keys itself, and so shows by its first poll whether it does. */
    private void tryServer(NtpServer server) {
        var joined = walk.agreed(Optional.empty(), System.nanoTime());
        if (joined.isPresent()) {
            if (mustWait(joined.get())) {
                walk.died(joined.get(), System.nanoTime());
                return;
            }
            var itself = new SourceSettings(
                    server.host(),
                    server.port(),
                    config.protection(),
                    config.family(),
                    config.shortestPollLog2(),
                    config.longestPollLog2());
            join(joined.get(), access.server(joined.get().name(), itself));
        }
    }

    /** Whether an earlier run asked it for keys in vain, a moment ago. */
    private boolean mustWait(PoolMember member) {
        var tries = RetryFile.open(access.state(), Whom.retryFile(member.name()));
        return !tries.left(utcSecond()).isZero();
    }

    /** With who exchanges keys for all. */
    private void exchangeKeys(PoolStep.ExchangeKeys step) throws InterruptedException {
        try {
            var agreement = access.keyExchange(config).take(step);
            var joined = walk.agreed(agreement.ntpServer(), System.nanoTime());
            if (joined.isPresent()) {
                var member = joined.get();
                join(member, access.given(member.name(), config, agreement.keys()));
            } else {
                fares("%d of %d members, and it gives no others"
                        .formatted(members.size(), config.members().most()));
            }
        } catch (ClientException failure) {
            if (Thread.interrupted()) {
                // An interrupt closes what a virtual thread reads from.
                throw new InterruptedException();
            }
            walk.failed(System.nanoTime());
            retries.attempted(utcSecond());
            fails(failure.trouble().name(), String.valueOf(failure.getMessage()));
        }
    }

    private void join(PoolMember member, Whom whom) {
        if (!claims.claim(config.name(), Set.of(member.name()))) {
            walk.died(member, System.nanoTime());
            return;
        }
        LOG.info("event=member-tried pool={} source={}", config.name(), member.name());
        ear.added(member.name());
        var poller = SourcePoller.start(whom, access, poll -> {
            ear.heard(poll);
            heard.add(poll);
        });
        poller.advise(advisedLog2);
        members.put(member.name(), new Kept(member, poller, MemberHealth.starting(whom.hasOwnKeys())));
        fares(pool.trouble());
    }

    private void hearAll() throws InterruptedException {
        for (var next = Optional.ofNullable(heard.poll()); next.isPresent(); next = Optional.ofNullable(heard.poll())) {
            hear(next);
        }
    }

    private void hear(Optional<Poll> poll) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        poll.ifPresent(it -> Optional.ofNullable(members.get(it.source())).ifPresent(kept -> judge(kept, it)));
    }

    private void judge(Kept kept, Poll poll) {
        var health =
                switch (poll) {
                    case Poll.Time _ -> kept.health.answered();
                    case Poll.Nothing nothing -> kept.health.failed(nothing.trouble());
                };
        if (health.isDead()) {
            leave(kept);
            return;
        }
        members.put(kept.member.name(), kept.with(health));
        if (health.isProven() && !kept.health.isProven()) {
            LOG.info("event=member-joined pool={} source={}", config.name(), kept.member.name());
            walk.proven(kept.member, System.nanoTime());
            retries.succeeded();
            fares(members.size() < config.members().most() ? pool.trouble() : "");
        }
    }

    private void leave(Kept kept) {
        var name = kept.member.name();
        var why = kept.poller.facts().values().stream()
                .map(SourceFacts::trouble)
                .findFirst()
                .orElse("");
        kept.poller.close();
        members.remove(name);
        ear.removed(name);
        claims.release(config.name(), Set.of(name));
        LOG.warn("event=member-left pool={} source={} reason=\"{}\"", config.name(), name, why);
        if (!kept.health.isProven() && !kept.health.hasOwnKeys()) {
            retries.attempted(utcSecond());
        }
        walk.died(kept.member, System.nanoTime());
        fares(why);
    }

    /** Said once, until something else is the matter. */
    private void fails(String kind, String why) {
        if (!pool.trouble().equals(why)) {
            LOG.warn("event=pool-fails pool={} trouble={} reason=\"{}\"", config.name(), kind, why);
        }
        fares(why);
    }

    private void fares(String trouble) {
        var names = walk.members().stream().map(PoolMember::name).toList();
        pool = new PoolFacts(config.name(), config.members().most(), names, trouble);
    }

    private static long utcSecond() {
        return RawClock.nanos() / NANOS_PER_SECOND;
    }

    @Override
    public void interrupt() {
        thread.interrupt();
        members.values().forEach(kept -> kept.poller.interrupt());
    }

    @Override
    public void close() {
        interrupt();
        thread.end();
        members.values().forEach(kept -> kept.poller.interrupt());
        members.values().forEach(kept -> kept.poller.close());
    }
}
