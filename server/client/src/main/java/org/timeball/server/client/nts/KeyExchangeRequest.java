package org.timeball.server.client.nts;

import java.util.ArrayList;
import java.util.List;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.NtsRecord;

/** What a client says in a key exchange: NTPv4 alone, its algorithms, and that it exports keys by the book. */
public final class KeyExchangeRequest {

    private KeyExchangeRequest() {}

    /**
     * The whole message, to be written at once.
     *
     * @param offered in order of preference, at least one
     */
    public static byte[] message(List<AeadAlgorithm> offered) {
        return message(offered, List.of());
    }

    /**
     * The same with records of another specification.
     *
     * @param offered in order of preference, at least one
     * @param further what else is said, such as the servers that a pool shall not give
     */
    public static byte[] message(List<AeadAlgorithm> offered, List<NtsRecord> further) {
        var records = new ArrayList<NtsRecord>();
        // One protocol and no other: servers are known that refuse a longer list.
        records.add(new NtsRecord.NextProtocol(List.of(NtsRecord.NTPV4)));
        records.add(new NtsRecord.Aead(offered.stream().map(AeadAlgorithm::id).toList()));
        if (offered.contains(AeadAlgorithm.AES_128_GCM_SIV)) {
            records.add(new NtsRecord.CompliantExport());
        }
        records.addAll(further);
        records.add(new NtsRecord.EndOfMessage());
        return NtsRecord.message(records);
    }
}
