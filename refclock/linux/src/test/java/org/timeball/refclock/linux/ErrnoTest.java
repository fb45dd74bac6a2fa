package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ErrnoTest {

    record Known(int number, String symbol) {}

    static final List<Known> KNOWN = List.of(
            new Known(Errno.EPERM, "EPERM"),
            new Known(Errno.ENOENT, "ENOENT"),
            new Known(Errno.EINTR, "EINTR"),
            new Known(Errno.EAGAIN, "EAGAIN"),
            new Known(Errno.EACCES, "EACCES"),
            new Known(Errno.ENOTTY, "ENOTTY"),
            new Known(Errno.EADDRINUSE, "EADDRINUSE"),
            new Known(Errno.EADDRNOTAVAIL, "EADDRNOTAVAIL"),
            new Known(Errno.ETIMEDOUT, "ETIMEDOUT"));

    @ParameterizedTest
    @FieldSource("KNOWN")
    void hasTheNumberTheLibraryGivesIt(Known row) {
        assertEquals(row.symbol, new Errno(row.number).symbol());
    }

    @Test
    void makesOneLineOfCallCauseAndRemedy() {
        assertEquals(
                "clock_adjtime(freq=+500.000 ppb): EPERM (Operation not permitted); grant CAP_SYS_TIME",
                new Errno(Errno.EPERM)
                        .failureOf("clock_adjtime(freq=+500.000 ppb)", "grant CAP_SYS_TIME")
                        .getMessage());
    }

    @Test
    void survivesANumberNobodyKnows() {
        assertEquals("errno 4711", new Errno(4711).toString());
    }
}
