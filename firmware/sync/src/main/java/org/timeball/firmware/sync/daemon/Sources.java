package org.timeball.firmware.sync.daemon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sources that are asked now; which they are may change while the daemon runs. */
final class Sources implements AutoCloseable {

    private final Map<String, SourcePoller> pollers = new ConcurrentHashMap<>();
    private final ClockLoop loop;

    /** Nobody is asked yet. */
    Sources(ClockLoop loop) {
        this.loop = loop;
    }

    /** From now on asks these and no others; one that is as it was goes on. */
    void ask(List<SourceConfig> wanted, SourceAccess access) {
        var gone = pollers.values().stream()
                .filter(poller -> !wanted.contains(poller.config()))
                .toList();
        close(gone);
        for (var poller : gone) {
            pollers.remove(poller.config().name());
            loop.remove(poller.config().name());
        }
        for (var source : wanted) {
            if (!pollers.containsKey(source.name())) {
                loop.add(source.name());
                pollers.put(source.name(), SourcePoller.start(source, access, loop::hear));
            }
        }
    }

    /** How often the clock wants them asked, log₂ seconds. */
    void advise(int pollLog2) {
        pollers.values().forEach(poller -> poller.advise(pollLog2));
    }

    /** What is known of each, by its name. */
    Map<String, SourceFacts> facts() {
        var facts = new HashMap<String, SourceFacts>();
        pollers.forEach((name, poller) -> facts.put(name, poller.facts()));
        return facts;
    }

    /** All at once, so that the slowest is all that is waited for. */
    private static void close(List<SourcePoller> ending) {
        ending.forEach(SourcePoller::interrupt);
        ending.forEach(SourcePoller::close);
    }

    @Override
    public void close() {
        close(new ArrayList<>(pollers.values()));
    }
}
