package org.timeball.server.control.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ControlSocketPathTest {

    private static final String SYSTEM = "/run/timeball/control.sock";
    private static final String RUNTIME = "/run/user/1000/timeball/control.sock";
    private static final String TEMPORARY = "/var/tmp/timeball-anna/control.sock";

    record Search(
            String name, Optional<String> explicit, Map<String, String> environment, Set<String> there, String found) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Map<String, String> NAMED =
            Map.of("TIMEBALL_SOCKET", "/a/b.sock", "XDG_RUNTIME_DIR", "/run/user/1000");
    private static final Map<String, String> SESSION = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");

    static final List<Search> SEARCHES = List.of(
            new Search("what the operator names, there or not", Optional.of("x.sock"), NAMED, Set.of(SYSTEM), "x.sock"),
            new Search("else what the environment names", Optional.empty(), NAMED, Set.of(SYSTEM), "/a/b.sock"),
            new Search(
                    "an empty variable names nothing",
                    Optional.empty(),
                    Map.of("TIMEBALL_SOCKET", ""),
                    Set.of(),
                    SYSTEM),
            new Search(
                    "the system's daemon first", Optional.empty(), SESSION, Set.of(SYSTEM, RUNTIME, TEMPORARY), SYSTEM),
            new Search("then the session's", Optional.empty(), SESSION, Set.of(RUNTIME, TEMPORARY), RUNTIME),
            new Search("then the temporary folder's", Optional.empty(), SESSION, Set.of(TEMPORARY), TEMPORARY),
            new Search("no session", Optional.empty(), Map.of(), Set.of(RUNTIME, TEMPORARY), TEMPORARY),
            new Search(
                    "a relative session folder is none, says the XDG base directory specification",
                    Optional.empty(),
                    Map.of("XDG_RUNTIME_DIR", "user"),
                    Set.of("user/timeball/control.sock"),
                    SYSTEM),
            new Search("nothing there: the error will name the system's", Optional.empty(), SESSION, Set.of(), SYSTEM));

    @ParameterizedTest
    @FieldSource("SEARCHES")
    void finds(Search row) {
        var path = new ControlSocketPath(row.environment, Path.of("/var/tmp"), "anna");

        assertEquals(
                Path.of(row.found),
                path.find(row.explicit.map(Path::of), place -> row.there.contains(place.toString())));
    }

    @Test
    void aDemoRegistersWhereTheCommandLooks() {
        assertEquals(Path.of(RUNTIME), new ControlSocketPath(SESSION, Path.of("/var/tmp"), "anna").ofUser());
        assertEquals(Path.of(TEMPORARY), new ControlSocketPath(Map.of(), Path.of("/var/tmp"), "anna").ofUser());
    }

    @Test
    void aPathIsCountedInOctets() {
        assertTrue(ControlSocketPath.isShortEnough(Path.of("/" + "a".repeat(106))));
        assertFalse(ControlSocketPath.isShortEnough(Path.of("/" + "a".repeat(107))));
        assertFalse(ControlSocketPath.isShortEnough(Path.of("/" + "é".repeat(60))));
    }
}
