package org.timeball.firmware.appliance.interop.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a foreign time daemon is kept from the clock: it is in a user namespace of its own, whose root has no say over
 * the clock; it gives up {@code CAP_SYS_TIME} there, too; and a shell refuses to become it if it could come by that
 * right.
 */
enum Confinement {
    /** As that namespace's root: to open port 123, to change its root. */
    ROOT(List.of("setpriv", "--bounding-set", "-sys_time", "--inh-caps", "-sys_time", "--")),

    /** As nobody in particular, for a daemon that would change its user if it could. */
    USER(List.of("unshare", "--user", "--map-user=1000", "--map-group=1000", "setpriv", "--no-new-privs", "--"));

    private static final Path SCRIPTS = Path.of("src", "test", "peers").toAbsolutePath();

    private final List<String> before;

    Confinement(List<String> before) {
        this.before = before;
    }

    /** The command behind the check. */
    List<String> of(List<String> command) {
        var confined = new ArrayList<>(before);
        confined.addAll(checked(command));
        return confined;
    }

    /** The check alone. */
    static List<String> checked(List<String> command) {
        var checked = new ArrayList<>(List.of("sh", script("confined.sh").toString()));
        checked.addAll(command);
        return checked;
    }

    /** A script of the tests. */
    static Path script(String name) {
        var script = SCRIPTS.resolve(name);
        if (!Files.exists(script)) {
            throw new AssertionError("no " + script);
        }
        return script;
    }
}
