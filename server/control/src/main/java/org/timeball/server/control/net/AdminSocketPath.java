package org.timeball.server.control.net;

import java.nio.file.Path;

/** Where a daemon's socket for changes is: beside the one that only reads. */
public final class AdminSocketPath {

    private static final String SUFFIX = ".sock";

    private AdminSocketPath() {}

    /**
     * {@code admin.sock} beside {@code control.sock}; {@code NAME-admin.sock} beside one of another name, because several
     * may lie in that folder.
     *
     * @param control the control socket itself, not a link to it
     */
    public static Path beside(Path control) {
        String name = control.getFileName().toString();
        if (name.equals(ControlSocketPath.FILE_NAME)) {
            return control.resolveSibling("admin" + SUFFIX);
        }
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return control.resolveSibling(stem + "-admin" + SUFFIX);
    }
}
