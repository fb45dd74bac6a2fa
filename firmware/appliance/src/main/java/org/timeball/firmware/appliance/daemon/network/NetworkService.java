package org.timeball.firmware.appliance.daemon.network;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.source.Poll;
import org.timeball.firmware.sync.source.PoolFacts;
import org.timeball.firmware.sync.source.SourceAccess;
import org.timeball.firmware.sync.source.SourceEar;
import org.timeball.firmware.sync.source.SourceFacts;
import org.timeball.firmware.sync.source.SourceTrust;
import org.timeball.firmware.sync.source.Sources;
import org.timeball.refclock.discipline.fallback.CombinedClock;
import org.timeball.server.state.NetworkSources;
import org.timeball.server.state.StateDirectory;

/** Has the configured servers asked, and brings their answers to the clock's owner. */
public final class NetworkService {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkService.class);

    private final CombinedClock clock;
    private final Sources sources;
    private final StateDirectory state;
    private final BooleanSupplier isClockRight;

    private NetworkService(CombinedClock clock, Sources sources, StateDirectory state, BooleanSupplier isClockRight) {
        this.clock = clock;
        this.sources = sources;
        this.state = state;
        this.isClockRight = isClockRight;
    }

    /**
     * Begins to ask; nobody, where none is configured.
     *
     * @param state        where cookies and retries outlive a restart
     * @param isClockRight whether the machine's clock is one to judge certificates by
     * @param loop         has things done by the clock's owner, if it has room
     * @throws IOException if a file that is named for trust is of no use; says which
     */
    public static NetworkService start(
            NetworkSources wanted,
            StateDirectory state,
            BooleanSupplier isClockRight,
            CombinedClock clock,
            Predicate<Runnable> loop,
            Closing closing)
            throws IOException {
        var trust = SourceTrust.read(wanted.asked());
        var sources = new Sources(new Ear(clock, loop));
        var service = new NetworkService(clock, sources, state, isClockRight);
        service.adopt(wanted, trust);
        closing.add(sources::close);
        return service;
    }

    /**
     * From now on has these asked and no others; one that is as it was goes on, with its cookies and what it has said.
     *
     * @param trust who vouches for them
     */
    public void adopt(NetworkSources wanted, SourceTrust trust) {
        sources.ask(wanted.asked(), new SourceAccess(state, trust, isClockRight));
    }

    /** Has servers asked as often as the clock wants it; to be called about once a second. */
    public void advise() {
        sources.advise(clock.pollLog2());
    }

    /** What is known of each pool; for any thread. */
    public List<PoolFacts> pools() {
        return sources.pools();
    }

    /** What is known of asking each server, by its name; for any thread. */
    public Map<String, SourceFacts> facts() {
        return sources.facts();
    }

    private record Ear(CombinedClock clock, Predicate<Runnable> loop) implements SourceEar {

        @Override
        public void added(String source) {
            order(() -> clock.addSource(source));
        }

        @Override
        public void removed(String source) {
            order(() -> clock.removeSource(source));
        }

        @Override
        public void heard(Poll poll) {
            order(() -> {
                if (poll.isFirst()) {
                    clock.onPoll(poll.source());
                }
                if (poll instanceof Poll.Time time) {
                    clock.onSample(time.source(), time.sample());
                }
            });
        }

        private void order(Runnable what) {
            if (!loop.test(what)) {
                LOG.warn("event=loop-full dropped=\"a word of the network\"");
            }
        }
    }
}
