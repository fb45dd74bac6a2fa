package org.timeball.server.control.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AdminSocketPathTest {

    @Test
    void liesBesideTheControlSocket() {
        assertEquals(Path.of("/run/timeball/admin.sock"), AdminSocketPath.beside(ControlSocketPath.SYSTEM));
        assertEquals(Path.of("/tmp/demo-7-admin.sock"), AdminSocketPath.beside(Path.of("/tmp/demo-7.sock")));
        assertEquals(Path.of("a-admin.sock"), AdminSocketPath.beside(Path.of("a")));
    }
}
