package org.timeball.firmware.sync.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.KeyExchangeConnection;
import org.timeball.server.client.nts.KeyExchangeAnswer;
import org.timeball.server.client.nts.KeyExchangeReader;
import org.timeball.server.discovery.net.Denial;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * Whether a server that gives others' servers gives another when it is told by record 13 whom not to give; and whether
 * one that does not know the record passes over it, as it must.
 *
 * @param connections opens one
 * @param tell        takes what was found out
 */
record DenialCheck(Connections connections, Consumer<Finding> tell) {

    private static final List<AeadAlgorithm> OFFERED = List.of(AeadAlgorithm.AES_SIV_CMAC_256);

    /** A name that no server has (RFC 6761 §6.4). */
    private static final String NOBODY = "nobody.invalid";

    /** Opens connections to one server. */
    interface Connections {
        KeyExchangeConnection open() throws ClientException;
    }

    void run() {
        try {
            if (exchange(List.of()) instanceof KeyExchangeAnswer.Agreed agreed) {
                var named = agreed.ntpServer();
                tell.accept(finding(named, exchange(List.of(named.orElse(NOBODY)))));
            }
        } catch (ClientException failure) {
            tell.accept(Finding.fault("pool: record 13: " + Remedies.of(failure)));
        }
    }

    private KeyExchangeAnswer exchange(List<String> denied) throws ClientException {
        try (var connection = connections.open()) {
            return connection.exchange(Denial.message(OFFERED, denied), new KeyExchangeReader(OFFERED));
        }
    }

    private static Finding finding(Optional<String> named, KeyExchangeAnswer told) {
        return switch (told) {
            case KeyExchangeAnswer.Refused(var _, String reason) ->
                Finding.fault("pool: a request with record 13 gets no keys: " + reason
                        + "; the record is not critical, so whoever wrote the server must pass over it");
            case KeyExchangeAnswer.Agreed agreed ->
                named.map(before -> ofAnother(before, agreed.ntpServer().orElse(before)))
                        .orElseGet(() -> Finding.good("pool: record 13, by which clients of a pool say whom they have"
                                + " already, is passed over"));
        };
    }

    private static Finding ofAnother(String before, String after) {
        return after.equals(before)
                ? Finding.note("pool: told by record 13 not to give " + before
                        + ", the server gives it again: it has no" + " other, or does not know the record")
                : Finding.good("pool: told by record 13 not to give " + before + ", the server gives " + after);
    }
}
