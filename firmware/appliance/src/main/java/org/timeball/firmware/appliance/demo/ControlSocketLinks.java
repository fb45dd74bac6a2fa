package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.timeball.server.control.net.ControlSocketPath;

/**
 * Makes the demo's control socket easy to find: at the user's own place, where the command looks without being told.
 *
 * <p>A socket's path has room for 107 octets. Where the demo's folder is deeper, the socket itself lies at the user's place
 * and the folder has a link to it.
 *
 * @param socket  the path the daemon binds
 * @param inState where it is found in the demo's folder
 * @param ofUser  where it is found without being told
 */
record ControlSocketLinks(Path socket, Path inState, Path ofUser) {

    /**
     * Chooses the paths and makes the user's own folder.
     *
     * @throws DemoException if that folder cannot be made, or belongs to somebody else
     */
    static ControlSocketLinks of(DemoFolder folder) throws DemoException {
        var ofUser = ControlSocketPath.ofThisProcess().ofUser();
        makeOwn(Objects.requireNonNull(ofUser.getParent(), "a socket lies in a folder"));
        var inState = folder.controlSocket();
        // One octet shorter than a socket's path may be: it is bound under a passing name, and then renamed.
        var socket = ControlSocketPath.isShortEnough(inState.resolveSibling(ControlSocketPath.FILE_NAME + "~"))
                ? inState
                : ofUser.resolveSibling("demo-" + ProcessHandle.current().pid() + ".sock");
        return new ControlSocketLinks(socket, inState, ofUser);
    }

    private static void makeOwn(Path folder) throws DemoException {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.isWritable(folder)
                    || !Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
                throw new DemoException(folder + " belongs to somebody else; remove it, or set XDG_RUNTIME_DIR");
            }
        } catch (IOException refused) {
            throw new DemoException("cannot make " + folder + ": " + refused.getMessage(), refused);
        }
    }

    /**
     * Points to the socket; the demo started last is the one found without being told.
     *
     * @throws DemoException if a link cannot be made
     */
    void make() throws DemoException {
        try {
            if (!socket.equals(inState)) {
                link(inState);
            }
            link(ofUser);
        } catch (IOException refused) {
            throw new DemoException("cannot link the control socket: " + refused.getMessage(), refused);
        }
    }

    private void link(Path from) throws IOException {
        Files.deleteIfExists(from);
        Files.createSymbolicLink(from, socket);
    }

    /** Removes what still points here. */
    void remove() {
        for (Path link : new Path[] {inState, ofUser}) {
            try {
                if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(socket)) {
                    Files.delete(link);
                }
            } catch (IOException left) {
                // A link to nothing is what the command meets after a power cut, too, and it copes.
                continue;
            }
        }
    }
}
