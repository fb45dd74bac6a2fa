package org.timeball.firmware.appliance.daemon;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;
import org.timeball.server.ntp.clients.ClientTable;
import org.timeball.server.ntp.clients.ClientUse;
import org.timeball.server.state.NtpSettings;

/** Says who asked, in the records of the control socket. */
final class ClientsReport {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private ClientsReport() {}

    /**
     * The clients of several tables, those of one name together.
     *
     * @param count    at most how many, those that asked most
     * @param nowNanos by the monotonic clock
     */
    static ClientReport of(NtpSettings settings, List<ClientTable> tables, int count, long nowNanos) {
        var byName = new LinkedHashMap<String, ClientUse>();
        tables.forEach(table -> table.uses().forEach(use -> byName.merge(use.name(), use, ClientUse::plus)));
        return new ClientReport(
                settings.clientNames().words(),
                byName.size(),
                tables.stream().mapToLong(ClientTable::capacity).sum(),
                tables.stream().mapToLong(ClientTable::evicted).sum(),
                byName.values().stream()
                        .sorted(Comparator.comparingLong(ClientUse::requests).reversed())
                        .limit(count)
                        .map(use -> record(use, nowNanos))
                        .toList());
    }

    private static ClientRecord record(ClientUse use, long nowNanos) {
        return new ClientRecord(
                use.name(),
                use.requests(),
                use.dropped(),
                use.nts(),
                use.interleaved(),
                use.intervalSeconds(),
                Math.max(0, nowNanos - use.firstNanos()) / NANOS_PER_SECOND,
                Math.max(0, nowNanos - use.lastNanos()) / NANOS_PER_SECOND);
    }
}
