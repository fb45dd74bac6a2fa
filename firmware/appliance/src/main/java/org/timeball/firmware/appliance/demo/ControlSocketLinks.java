package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.net.ControlSocketPath;

/**
 * Makes the demo's control socket easy to find: at the user's own place, where the command looks without being told.
 *
 * <p>A socket's path has room for 107 octets. Where the demo's folder is deeper, the socket itself lies at the user's place
 * and the folder has a link to it. Every demo has a link of its own there; the one without a number points to the demo
 * started last that still runs.
 *
 * @param socket  the path the daemon binds
 * @param inState where it is found in the demo's folder
 * @param ofUser  where it is found without being told; empty where the user has no place to write to
 */
record ControlSocketLinks(Path socket, Path inState, Optional<Path> ofUser) {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocketLinks.class);

    private static final String OWN_NAME = "demo-%d.sock";

    /** With a number at the end: beside a demo's own socket may lie its admin socket, at which nobody tells a status. */
    private static final String OWN_NAMES = "demo-*[0-9].sock";

    /**
     * Chooses the paths and makes the user's own folder.
     *
     * @throws DemoException if the demo's folder is too deep for a socket and there is no other place for it
     */
    static ControlSocketLinks of(DemoFolder folder) throws DemoException {
        var ofUser = ControlSocketPath.ofThisProcess().ofUser();
        boolean isOurs = isOwnFolder(Objects.requireNonNull(ofUser.getParent(), "a socket lies in a folder"));
        var inState = folder.controlSocket();
        // One octet shorter than a socket's path may be: it is bound under a passing name, and then renamed.
        boolean isShort = ControlSocketPath.isShortEnough(inState.resolveSibling(ControlSocketPath.FILE_NAME + "~"));
        if (!isShort && !isOurs) {
            throw new DemoException(inState + " is too long for a socket; name a shorter folder with --state");
        }
        var socket = isShort ? inState : own(ofUser);
        return new ControlSocketLinks(socket, inState, isOurs ? Optional.of(ofUser) : Optional.empty());
    }

    private static Path own(Path ofUser) {
        return ofUser.resolveSibling(OWN_NAME.formatted(ProcessHandle.current().pid()));
    }

    private static boolean isOwnFolder(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            // A link planted in a folder for everybody would lead to another folder of this user's.
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.isWritable(folder)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
                            .getName()
                            .equals(System.getProperty("user.name"));
        } catch (IOException refused) {
            LOG.info("event=demo-not-registered folder={} reason=\"{}\"", folder, refused.getMessage());
            return false;
        }
    }

    /**
     * Points to the socket.
     *
     * @throws DemoException if a link cannot be made
     */
    void make() throws DemoException {
        try {
            if (!socket.equals(inState)) {
                link(inState, socket);
            }
            if (ofUser.isPresent()) {
                if (!socket.equals(own(ofUser.get()))) {
                    link(own(ofUser.get()), socket);
                }
                link(ofUser.get(), socket);
            }
        } catch (IOException refused) {
            throw new DemoException(
                    "cannot link the control socket: " + refused.getMessage() + "; name another folder with --state",
                    refused);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        Files.deleteIfExists(from);
        Files.createSymbolicLink(from, to);
    }

    /** Removes what points here, and lets another demo of this user be found instead. */
    void remove() {
        try {
            unlink(inState);
            if (ofUser.isPresent()) {
                unlink(own(ofUser.get()));
                unlink(ofUser.get());
                if (!Files.exists(ofUser.get(), LinkOption.NOFOLLOW_LINKS)) {
                    handOver(ofUser.get());
                }
            }
        } catch (IOException left) {
            // A link to nothing is what the command meets after a power cut, too, and it copes.
            LOG.info("event=demo-link-left reason=\"{}\"", left.getMessage());
        }
    }

    private void unlink(Path link) throws IOException {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(socket)) {
            Files.delete(link);
        }
    }

    private void handOver(Path ofUser) throws IOException {
        for (Path other : others(ofUser)) {
            if (isAnswered(other)) {
                link(ofUser, other.toRealPath());
                return;
            }
            Files.deleteIfExists(other);
        }
    }

    /** Other demos' links, those with the newest sockets first. */
    private List<Path> others(Path ofUser) throws IOException {
        var byAge = new TreeMap<FileTime, List<Path>>(Comparator.reverseOrder());
        try (var others = Files.newDirectoryStream(ofUser.resolveSibling("."), OWN_NAMES)) {
            for (Path other : others) {
                // Our own socket may lie here, too, and is answered until the daemon has ended.
                if (!other.getFileName().equals(own(ofUser).getFileName())) {
                    byAge.computeIfAbsent(age(other), _ -> new ArrayList<>()).add(other);
                }
            }
        }
        return byAge.values().stream().flatMap(List::stream).toList();
    }

    private static FileTime age(Path link) throws IOException {
        return Files.exists(link) ? Files.getLastModifiedTime(link) : FileTime.fromMillis(0);
    }

    /** Whether somebody is at a socket: one that was killed leaves the file behind. */
    private static boolean isAnswered(Path socket) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }
}
