package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon on a disk that is full, read-only or rotten: it serves on, says so, and loses nothing. S1, S3, S4 and K26.
 * What waits for a rotation of the keys, a minute at least, runs by {@code ./timeball soak} alone.
 */
@Timeout(600)
class StorageIT {

    @TempDir
    Path folder;

    private Board board;
    private Sandbox sandbox;

    @BeforeEach
    void mountADiskOfItsOwn() throws Exception {
        board = Board.in(folder);
        sandbox = Sandbox.open();
        var state = Sandbox.quoted(board.state().toString());
        assertEquals("", sandbox.run("mount -t tmpfs -o size=64m,mode=0700 tmpfs " + state + " && cd " + state));
    }

    @AfterEach
    void end() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private long start() throws IOException {
        return sandbox.start(board.command(), board.log());
    }

    private void awaitAlarm(String words) {
        board.awaitStatus(
                "an alarm: " + words, status -> status.alarms().stream().anyMatch(alarm -> alarm.contains(words)));
    }

    private void awaitNoAlarm() {
        board.awaitStatus("the alarm ends", status -> status.alarms().isEmpty());
    }

    private void awaitSynchronised() {
        board.awaitStatus("locked", status -> status.state().isSynchronised());
    }

    @Test
    void aFullDiskCostsNothingOnceThereIsRoom() throws Exception {
        sandbox.run("head -c 96m /dev/zero > filler 2> /dev/null");
        var daemon = start();
        var peer = board.exchangeKeys();
        awaitSynchronised();
        board.awaitServed(peer);
        awaitAlarm("is full");
        awaitAlarm("the cookie keys are not saved");
        assertEquals("filler", sandbox.run("ls"), "no half-written file is left");

        sandbox.run("rm filler");
        board.awaitLogged("event=cookie-keys-saved");
        awaitNoAlarm();
        sandbox.kill(daemon);
        start();
        awaitSynchronised();
        board.awaitServed(peer);
        assertFalse(board.logged().contains("event=cookie-keys-lost"), board::logged);
    }

    /** The keys are on it; nothing new can be. */
    @Test
    void aDiskThatTurnsReadOnlyIsToldAndServedFrom() throws Exception {
        var daemon = start();
        var peer = board.exchangeKeys();
        awaitSynchronised();
        var state = Sandbox.quoted(board.state().toString());
        assertEquals("", sandbox.run("mount -o remount,ro " + state));
        awaitAlarm("is read-only");
        board.awaitServed(peer);
        sandbox.kill(daemon);
        daemon = start();
        board.awaitServed(peer);
        awaitAlarm("is read-only");
        awaitSynchronised();
        board.awaitServed(peer);
        assertEquals("", sandbox.run("mount -o remount,rw " + state));
        awaitNoAlarm();
    }

    /** K26: new keys are in force, and are saved when the disk takes them. */
    @Test
    void aRotationOnAReadOnlyDiskIsToldAndSavedLater() throws Exception {
        LongRun.isWanted();
        var daemon = start();
        var peer = board.exchangeKeys();
        awaitSynchronised();
        var state = Sandbox.quoted(board.state().toString());
        assertEquals("", sandbox.run("mount -o remount,ro " + state));
        board.awaitLogged("event=cookie-keys-unsaved");
        awaitAlarm("the cookie keys are not saved");
        board.awaitServed(peer);
        var later = board.exchangeKeys();
        assertEquals("", sandbox.run("mount -o remount,rw " + state));
        awaitNoAlarm();
        sandbox.kill(daemon);
        start();
        awaitSynchronised();
        board.awaitServed(peer);
        board.awaitServed(later);
    }

    /** As a rotation leaves it: a generation before the newest. */
    @Test
    void oneDamagedGenerationCostsNoCookie() throws Exception {
        var daemon = start();
        var peer = board.exchangeKeys();
        sandbox.kill(daemon);
        sandbox.run("cp -p cookie-keys cookie-keys.previous; printf 'nothing of ours' > cookie-keys");
        daemon = start();
        board.awaitServed(peer);
        assertTrue(board.logged().contains("event=cookie-keys-from-previous"), board::logged);
        sandbox.kill(daemon);
    }

    @Test
    void oneDamagedGenerationCostsNoCookieAfterARotation() throws Exception {
        LongRun.isWanted();
        var daemon = start();
        var peer = board.exchangeKeys();
        awaitSynchronised();
        board.await("a rotation is saved", () -> saved() >= 2);
        sandbox.kill(daemon);
        sandbox.run("printf 'nothing of ours' > cookie-keys");
        daemon = start();
        awaitSynchronised();
        board.awaitServed(peer);
        assertTrue(board.logged().contains("event=cookie-keys-from-previous"), board::logged);
        sandbox.kill(daemon);
    }

    private long saved() {
        return board.logged()
                .lines()
                .filter(line -> line.contains("event=cookie-keys-saved"))
                .count();
    }

    /** Then clients must come again, and are told to; the rest goes on. */
    @Test
    void allGenerationsDamagedIsAnAlarmAndNoEnd() throws Exception {
        var daemon = start();
        var peer = board.exchangeKeys();
        sandbox.kill(daemon);
        sandbox.run("for file in *; do printf 'nothing of ours' > \"$file\"; done");
        start();
        board.await("the old cookie is refused", () -> board.ask(peer) == NtsPeer.Answer.NAK);
        board.awaitServed(board.exchangeKeys());
        board.awaitLogged("event=cookie-keys-lost");
    }
}
