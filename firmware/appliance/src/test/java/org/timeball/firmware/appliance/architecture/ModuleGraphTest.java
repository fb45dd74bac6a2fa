package org.timeball.firmware.appliance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between modules are those of {@code docs/architecture.md}, and the POMs say so. */
class ModuleGraphTest {

    /** Left to right, as the data flows. */
    private static final List<String> FOLDERS = List.of("refclock", "server", "web-ui", "firmware");

    private static final List<String> MODULES = Checkout.modules();

    private static Map<String, ModuleTable.Row> table = Map.of();

    @BeforeAll
    static void readTheTable() throws IOException {
        table = ModuleTable.read();
    }

    static List<String> modules() {
        return MODULES;
    }

    @Test
    void theTableListsTheModulesThatAreThere() {
        assertEquals(Set.copyOf(MODULES), table.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void usesOnlyWhatTheTableAllows(String module) {
        for (var dependency : Checkout.dependencies(module)) {
            if (dependency.isOurs() && !dependency.isTest()) {
                assertTrue(
                        row(module).mayUse().stream().map(Checkout::artifact).anyMatch(dependency.artifactId()::equals),
                        () -> module + " may not use " + dependency.artifactId());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void usesNothingToItsRightAndNothingListedAfterIt(String module) {
        for (var dependency : Checkout.dependencies(module)) {
            if (dependency.isOurs()) {
                int own = MODULES.indexOf(module);
                int used = indexOf(dependency.artifactId());
                assertTrue(
                        used < own && folder(used) <= folder(own),
                        () -> module + " uses " + dependency.artifactId() + ", which lies to its right");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void namesOnlyItsOwnLibraries(String module) {
        for (var dependency : Checkout.dependencies(module)) {
            if (!dependency.isOurs() && !dependency.isTest()) {
                assertTrue(
                        row(module).libraries().contains(dependency.groupId()),
                        () -> module + " may not use the library " + dependency.groupId());
            }
        }
    }

    @Test
    void everyFolderIsKnown() {
        MODULES.forEach(module -> assertTrue(FOLDERS.contains(module.split("/")[0]), module));
    }

    private static ModuleTable.Row row(String module) {
        var row = table.get(module);
        if (row == null) {
            throw new AssertionError(module + " has no line in docs/architecture.md");
        }
        return row;
    }

    private static int indexOf(String artifactId) {
        for (int i = 0; i < MODULES.size(); i++) {
            if (Checkout.artifact(MODULES.get(i)).equals(artifactId)) {
                return i;
            }
        }
        throw new AssertionError("no module makes " + artifactId);
    }

    private static int folder(int moduleIndex) {
        return FOLDERS.indexOf(MODULES.get(moduleIndex).split("/")[0]);
    }
}
