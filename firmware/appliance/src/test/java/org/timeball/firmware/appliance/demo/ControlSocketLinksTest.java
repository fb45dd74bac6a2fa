package org.timeball.firmware.appliance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is found at the user's place when the demo found there ends. */
class ControlSocketLinksTest {

    @TempDir
    Path folder;

    private Path place;
    private ControlSocketLinks ours;

    @BeforeEach
    void register() throws IOException, DemoException {
        place = Files.createDirectory(folder.resolve("user")).resolve("control.sock");
        var socket = folder.resolve("ours.sock");
        ours = new ControlSocketLinks(socket, socket, Optional.of(place));
        ours.make();
    }

    @Test
    void handsOverToADemoThatAnswers() throws IOException {
        try (var _ = listen("other.sock")) {
            link(1, "other.sock", 10);
            ours.remove();
            assertEquals(folder.resolve("other.sock"), Files.readSymbolicLink(place));
        }
    }

    @Test
    void handsOverToTheOneStartedLast() throws IOException {
        try (var _ = listen("older.sock");
                var _ = listen("newer.sock")) {
            link(1, "newer.sock", 20);
            link(2, "older.sock", 10);
            ours.remove();
            assertEquals(folder.resolve("newer.sock"), Files.readSymbolicLink(place));
        }
    }

    @Test
    void handsNothingOverToAnAdminSocket() throws IOException {
        try (var _ = listen("user/demo-3-admin.sock")) {
            ours.remove();
            assertFalse(Files.exists(place, LinkOption.NOFOLLOW_LINKS));
        }
    }

    /** A demo that was killed leaves its socket behind, and nobody at it. */
    @Test
    void passesOverADemoThatWasKilled() throws IOException {
        listen("killed.sock").close();
        link(1, "killed.sock", 20);
        try (var _ = listen("other.sock")) {
            link(2, "other.sock", 10);
            ours.remove();
            assertEquals(folder.resolve("other.sock"), Files.readSymbolicLink(place));
        }
        assertFalse(Files.exists(place.resolveSibling("demo-1.sock"), LinkOption.NOFOLLOW_LINKS), "swept up");
    }

    /** In a folder too deep for a socket ours lies beside the links, and is still answered when they are removed. */
    @Test
    void doesNotHandOverToItself() throws IOException, DemoException {
        var socket = place.resolveSibling("demo-" + ProcessHandle.current().pid() + ".sock");
        ours.remove();
        try (var _ = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
                var _ = listen("other.sock")) {
            link(1, "other.sock", 10);
            var deep = new ControlSocketLinks(socket, folder.resolve("deep.sock"), Optional.of(place));
            deep.make();
            deep.remove();
            assertEquals(folder.resolve("other.sock"), Files.readSymbolicLink(place));
        }
    }

    @Test
    void leavesNothingWhereNobodyIsLeft() throws IOException {
        listen("killed.sock").close();
        link(1, "killed.sock", 20);
        link(2, "vanished.sock", 10);
        ours.remove();
        try (var left = Files.list(place.getParent())) {
            assertEquals(0, left.count());
        }
    }

    private ServerSocketChannel listen(String name) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve(name)));
    }

    /** A demo of some number, whose socket was made at some second. */
    private void link(int number, String socket, long seconds) throws IOException {
        var link = place.resolveSibling("demo-" + number + ".sock");
        Files.createSymbolicLink(link, folder.resolve(socket));
        if (Files.exists(link)) {
            Files.setLastModifiedTime(link, FileTime.fromMillis(seconds * 1_000));
        }
    }
}
