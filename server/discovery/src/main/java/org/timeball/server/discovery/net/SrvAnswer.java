package org.timeball.server.discovery.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.timeball.server.discovery.DiscoveredServer;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.Refusal;
import org.timeball.server.discovery.SrvOrder;
import org.timeball.server.discovery.Validation;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads the servers out of an answer: those at the name that was asked for, or at the end of its aliases. What else
 * stands in the answer is not looked at.
 */
final class SrvAnswer {

    /** More are not used: who names a thousand is no help. */
    static final int MOST_SERVERS = 16;

    private static final int MOST_ALIASES = 8;

    private final Name name;
    private final int rcode;
    private final boolean isEndless;
    private final List<Record> records;
    private final long ttlSeconds;

    /**
     * Follows the aliases.
     *
     * @param name that was asked for
     */
    SrvAnswer(Message answer, Name name) {
        this.name = name;
        rcode = answer.getRcode();
        var all = answer.getSection(Section.ANSWER);
        var owner = name;
        long ttl = Long.MAX_VALUE;
        int aliases = 0;
        for (var alias = find(all, owner, Type.CNAME);
                !alias.isEmpty() && aliases <= MOST_ALIASES;
                alias = find(all, owner, Type.CNAME)) {
            ttl = Math.min(ttl, alias.getFirst().getTTL());
            owner = ((CNAMERecord) alias.getFirst()).getTarget();
            aliases++;
        }
        isEndless = aliases > MOST_ALIASES;
        records = find(all, owner, Type.SRV);
        ttlSeconds =
                Math.min(ttl, records.stream().mapToLong(Record::getTTL).min().orElse(0));
    }

    /** Not by dnsjava's sets, which take their time when there are a thousand records. */
    private static List<Record> find(List<Record> all, Name owner, int type) {
        return all.stream()
                .filter(record -> record.getType() == type && record.getDClass() == DClass.IN)
                .filter(record -> record.getName().equals(owner))
                .toList();
    }

    /** Whether it names servers, good ones or not. */
    boolean namesServers() {
        return rcode == Rcode.NOERROR && !isEndless && !records.isEmpty();
    }

    /** What it says, if it is believed in. */
    Discovery read(Validation validation, RandomGenerator random) {
        if (rcode == Rcode.NXDOMAIN) {
            return new Discovery.Refused(Refusal.NO_SUCH_NAME, "there is no name " + name);
        }
        if (isEndless) {
            return new Discovery.Refused(Refusal.MALFORMED, "the aliases of " + name + " do not end");
        }
        if (records.isEmpty()) {
            return new Discovery.Refused(Refusal.NO_RECORD, "there are no SRV records at " + name);
        }
        if (records.stream().allMatch(SrvAnswer::isRoot)) {
            return new Discovery.Refused(
                    Refusal.NOT_AVAILABLE, "the record at " + name + " says that there is no such service");
        }
        var usable = usable(random);
        return usable.isEmpty()
                ? new Discovery.Refused(Refusal.MALFORMED, "no record at " + name + " names a host and a port")
                : new Discovery.Found(usable, validation, ttlSeconds, records.size() - usable.size());
    }

    private List<DiscoveredServer> usable(RandomGenerator random) {
        var named = records.stream().flatMap(record -> server(record).stream()).toList();
        var seen = new HashSet<String>();
        var usable = new ArrayList<DiscoveredServer>();
        for (var server : SrvOrder.of(named, random)) {
            if (seen.add(server.toString()) && usable.size() < MOST_SERVERS) {
                usable.add(server);
            }
        }
        return usable;
    }

    private static boolean isRoot(Record record) {
        return record instanceof SRVRecord srv && srv.getTarget().equals(Name.root);
    }

    private static Optional<DiscoveredServer> server(Record record) {
        if (!(record instanceof SRVRecord srv) || srv.getPort() == 0) {
            return Optional.empty();
        }
        var host = srv.getTarget().toString(true).toLowerCase(Locale.ROOT);
        return DiscoveredServer.isHost(host)
                ? Optional.of(new DiscoveredServer(host, srv.getPort(), srv.getPriority(), srv.getWeight()))
                : Optional.empty();
    }
}
