package org.timeball.server.discovery.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.client.nts.KeyExchangeRequest;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.NtsRecord;
import org.timeball.server.protocol.Opaque;

/**
 * A request for keys that says whose are not wanted, by records 13 (NTP Server Deny), which are not critical: who does
 * not know them passes over them, and a pool may do as it likes.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-ntp-nts-keyexchange-pool/">NTS key exchange for pools</a>
 */
public final class Denial {

    /** The number of the record that names a server which is not wanted. */
    static final int SERVER_DENY = 13;

    /** What every server of key exchange takes (RFC 8915 §4). */
    private static final int MAX_REQUEST_OCTETS = 1_024;

    private Denial() {}

    /**
     * The whole message, to be written at once.
     *
     * @param offered in order of preference, at least one
     * @param denied  names exactly as the pool gave them, the most important first; those that do not fit are left out
     */
    public static byte[] message(List<AeadAlgorithm> offered, List<String> denied) {
        int room = MAX_REQUEST_OCTETS - KeyExchangeRequest.message(offered).length;
        var records = new ArrayList<NtsRecord>();
        for (var name : denied) {
            var record =
                    new NtsRecord.Unknown(SERVER_DENY, false, new Opaque(name.getBytes(StandardCharsets.US_ASCII)));
            if (record.octets() <= room) {
                room -= record.octets();
                records.add(record);
            }
        }
        return KeyExchangeRequest.message(offered, records);
    }
}
