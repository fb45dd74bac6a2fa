package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NtpServerNameTest {

    static final List<String> GOOD = List.of(
            "192.0.2.1",
            "0.0.0.255",
            "2001:db8::1",
            "::1",
            "::ffff:192.0.2.1",
            "ntp.example.org",
            "xn--mnchen-3ya.example",
            "3.debian.pool.ntp.org",
            "a.test",
            "A-1.Example");

    static final List<String> BAD = List.of(
            "",
            " ",
            "localhost",
            "ntp.example.org.",
            "ntp..example.org",
            ".example.org",
            "-ntp.example.org",
            "ntp-.example.org",
            "ntp_1.example.org",
            "münchen.example",
            "[2001:db8::1]",
            "fe80::1%eth0",
            "2001:db8:::1",
            "192.0.2",
            "192.0.2.256",
            "192.0.2.1.1",
            "ntp.example.org:123",
            "ntp example.org",
            "ntp.example.org\n",
            "a.".repeat(49) + "bc");

    @ParameterizedTest
    @FieldSource("GOOD")
    void takesAddressesAndFullNames(String name) {
        assertEquals(Optional.empty(), NtpServerName.problem(name));
    }

    @ParameterizedTest
    @FieldSource("BAD")
    void refusesWhatClientsCannotUse(String name) {
        assertTrue(NtpServerName.problem(name).isPresent());
    }
}
