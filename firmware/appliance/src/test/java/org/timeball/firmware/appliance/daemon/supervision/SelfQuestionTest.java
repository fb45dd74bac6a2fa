package org.timeball.firmware.appliance.daemon.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SelfQuestionTest {

    record Row(String listen, boolean canBeAsked) {}

    /** 192.0.2.0/24 and 2001:db8::/32 are nobody's (RFC 5737, RFC 3849). */
    static final List<Row> ROWS = List.of(
            new Row("127.0.0.1", true),
            new Row("0.0.0.0", true),
            new Row("192.0.2.1", false),
            new Row("2001:db8::1", false));

    /** O9: an address that this machine does not have is no sign that the daemon hangs. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void isPutToAddressesOfThisMachineAlone(Row row) {
        assertEquals(row.canBeAsked, new SelfQuestion().canAsk(new InetSocketAddress(row.listen, 123)));
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void isHeldAgainstNobodyWhereItCannotBePut(Row row) throws Exception {
        var silent = new Silent(new InetSocketAddress(row.listen, 1));
        assertEquals(
                row.canBeAsked ? Optional.of("NTP does not answer anywhere") : Optional.empty(),
                new Watchdog(silent, () -> 0).complaint());
    }

    /** Nobody listens on this port. */
    private record Silent(InetSocketAddress address) implements Vitals {
        @Override
        public long tickNanos() {
            return 0;
        }

        @Override
        public List<InetSocketAddress> ntpAddresses() {
            return List.of(address);
        }

        @Override
        public List<Long> ntpRounds() {
            return List.of();
        }

        @Override
        public List<Long> keyExchangeRounds() {
            return List.of();
        }

        @Override
        public long ntpDropped() {
            return 0;
        }

        @Override
        public String line() {
            return "";
        }
    }
}
