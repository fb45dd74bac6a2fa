package org.timeball.server.monitoring;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import org.timeball.server.control.net.ControlSocketPath;

/**
 * A listening Unix socket and its name in the file system.
 *
 * <p>It is bound under a passing name, given its permissions, and then renamed, so that nobody can connect before the
 * permissions stand.
 */
final class SocketFile implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final Path path;
    private final Optional<Object> identity;

    private SocketFile(ServerSocketChannel listener, Path path) throws IOException {
        this.listener = listener;
        this.path = path;
        this.identity = identity(path);
    }

    /**
     * Listens; takes the place of a socket that nobody answers at.
     *
     * @throws ControlSocketException if somebody does answer there, or the file system refuses
     */
    static SocketFile bind(ControlServerSettings settings) throws ControlSocketException {
        return bind(settings, Optional.empty());
    }

    /**
     * The same, for a group of the system.
     *
     * @param group of the socket file; empty for that of this process
     * @throws ControlSocketException also if there is no such group, or this process may not give the file to it
     */
    static SocketFile bind(ControlServerSettings settings, Optional<String> group) throws ControlSocketException {
        Path path = settings.path();
        Path passing = path.resolveSibling("." + path.getFileName());
        if (!ControlSocketPath.isShortEnough(passing)) {
            throw new ControlSocketException(
                    path,
                    "its path has more than " + (ControlSocketPath.LIMIT_OCTETS - 1) + " octets",
                    "choose a folder with a shorter name");
        }
        try {
            makeFolder(settings);
            makeRoom(path);
            return listen(settings, group, passing);
        } catch (UserPrincipalNotFoundException e) {
            throw new ControlSocketException(
                    path,
                    "there is no group " + group.orElse("?"),
                    "make it, or name another as admin-socket-group",
                    e);
        } catch (IOException e) {
            throw new ControlSocketException(
                    path, words(e), "its folder must be there or be possible to make, and this user's to write", e);
        }
    }

    /** The JDK's message on a lack of rights is the file's name alone. */
    private static String words(IOException e) {
        return e instanceof AccessDeniedException denied
                ? "no right to write " + denied.getFile()
                : String.valueOf(e.getMessage());
    }

    private static void makeFolder(ControlServerSettings settings) throws IOException {
        var folder = Optional.ofNullable(settings.path().toAbsolutePath().getParent());
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            Files.createDirectories(folder.get(), PosixFilePermissions.asFileAttribute(settings.folderPermissions()));
        }
    }

    private static void makeRoom(Path path) throws IOException, ControlSocketException {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            return;
        }
        var found = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (found.isRegularFile() || found.isDirectory()) {
            throw new ControlSocketException(path, "what is there is no socket", "move it away");
        }
        if (isAnswered(path)) {
            throw new ControlSocketException(
                    path, "another daemon answers there", "end that one, or give this one a state folder of its own");
        }
        Files.deleteIfExists(path);
    }

    /** Only a refused connection says that nobody listens; a full queue or a lack of rights does not. */
    private static boolean isAnswered(Path path) throws IOException {
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException nobodyListens) {
            return false;
        } catch (IOException e) {
            return Files.exists(path);
        }
    }

    private static SocketFile listen(ControlServerSettings settings, Optional<String> group, Path passing)
            throws IOException {
        Files.deleteIfExists(passing);
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(passing), settings.mostConnections());
            if (group.isPresent()) {
                giveTo(group.get(), passing);
            }
            Files.setPosixFilePermissions(passing, settings.permissions());
            Files.move(passing, settings.path(), StandardCopyOption.ATOMIC_MOVE);
            return new SocketFile(listener, settings.path());
        } catch (IOException e) {
            listener.close();
            Files.deleteIfExists(passing);
            throw e;
        }
    }

    private static void giveTo(String group, Path file) throws IOException {
        var found = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
        Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS)
                .setGroup(found);
    }

    /**
     * Waits for the next client.
     *
     * @throws java.nio.channels.ClosedChannelException once this is closed
     * @throws IOException if the system lacks what a connection needs; a later call may succeed
     */
    SocketChannel accept() throws IOException {
        return listener.accept();
    }

    /** Device and inode, by which this socket is told from one that took its name. */
    private static Optional<Object> identity(Path path) throws IOException {
        return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS)
                .fileKey());
    }

    /** Ends listening, and removes the name if it is still this socket's. */
    @Override
    public void close() throws IOException {
        listener.close();
        if (Files.exists(path, NOFOLLOW_LINKS) && identity(path).equals(identity)) {
            Files.deleteIfExists(path);
        }
    }
}
