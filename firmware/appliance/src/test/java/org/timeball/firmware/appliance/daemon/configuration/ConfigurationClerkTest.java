package org.timeball.firmware.appliance.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.configuration.ConfigurationStep;
import org.timeball.server.state.ConfigChange;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.TimeballConfig;

/** The operator's file is changed as a whole or not at all, and each of the last five changes can be taken back. */
class ConfigurationClerkTest {

    private static final String TEXT = """
            # the harbour's
            schema = 1
            [ntp]
            burst = 10 # as the pool wants it
            [[server]]
            listen = "127.0.0.1:123"
            """;

    private static final Actor ANNA = new Actor("anna", "192.0.2.7");
    private static final long NOW = 1_795_400_000_000_000_000L;

    @TempDir
    Path folder;

    private Path file;
    private ConfigurationClerk clerk;
    private final AtomicReference<TimeballConfig> running = new AtomicReference<>();

    /** What the daemon says when it takes the file up. */
    private AdminReply taken = new AdminReply.Done("taken");

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("timeball.toml");
        Files.writeString(file, TEXT);
        running.set(ConfigReader.read(file));
        clerk = opened();
    }

    private ConfigurationClerk opened() throws Exception {
        return ConfigurationClerk.open(
                file,
                StateDirectory.open(folder.resolve("state")),
                new ConfigurationClerk.Taking(running::get, this::check, () -> taken),
                () -> NOW);
    }

    private AdminReply check(String text) {
        try {
            return new AdminReply.Done(ConfigChange.of(running.get(), ConfigReader.parse(file.toString(), text))
                    .atOnce()
                    .toString());
        } catch (ConfigException mistakes) {
            return new AdminReply.Refused(String.valueOf(mistakes.getMessage()));
        }
    }

    private AdminReply ask(ConfigurationAct act) {
        return clerk.apply(new AdminRequest(ANNA, act), act);
    }

    private AdminReply apply(String text) {
        return ask(new ConfigurationAct.Apply(text, clerk.report().revision()));
    }

    private AdminReply undo(long number) {
        return ask(new ConfigurationAct.Undo(number, clerk.report().revision()));
    }

    private static String burst(int burst) {
        return TEXT.replace("10", Integer.toString(burst));
    }

    private List<Long> numbers() {
        return clerk.report().steps().stream().map(ConfigurationStep::number).toList();
    }

    @Test
    void looksAndWritesNothing() throws Exception {
        assertEquals(new AdminReply.Done("[ntp.burst]"), ask(new ConfigurationAct.Check(burst(8))));
        assertEquals(TEXT, Files.readString(file));
        assertEquals(List.of(), numbers());
    }

    @Test
    void changesTheFileAndKeepsWhoWhenAndWhat() throws Exception {
        assertEquals(taken, apply(burst(8)));

        assertEquals(burst(8), Files.readString(file));
        var report = clerk.report();
        assertEquals(List.of("ntp.burst"), report.atOnce(), "the daemon of this test takes nothing up");
        var step = report.steps().getFirst();
        assertEquals(new ConfigurationStep(1, NOW, "anna", "192.0.2.7", "changed", step.difference()), step);
        assertTrue(
                step.difference()
                        .containsAll(List.of(
                                "-burst = 10 # as the pool wants it", "+burst = 8 # as the pool wants it", " [ntp]")),
                step.difference().toString());
    }

    @Test
    void keepsFiveStepsOverARestartAndGoesBackToBeforeAnyOfThem() throws Exception {
        IntStream.rangeClosed(11, 17).forEach(burst -> assertEquals(taken, apply(burst(burst))));
        clerk = opened();
        assertEquals(List.of(7L, 6L, 5L, 4L, 3L), numbers());

        assertEquals(taken, undo(4), "before the fourth change, which made it 14");
        assertEquals(burst(13), Files.readString(file));
        assertEquals(List.of(8L, 7L, 6L, 5L, 4L), numbers());
        assertEquals("change 4 undone", clerk.report().steps().getFirst().what());
        assertEquals(taken, undo(8), "to undo is a change, too");
        assertEquals(burst(17), Files.readString(file));
        assertInstanceOf(AdminReply.Refused.class, undo(3), "it gave way");
    }

    @Test
    void refusesAMistakeWithItsPlaceAndWritesNothing() throws Exception {
        var refused = assertInstanceOf(AdminReply.Refused.class, apply(TEXT.replace("burst", "brust")));

        assertTrue(refused.sentence().contains("timeball.toml:4:1: ntp.brust is not a known key"), refused.sentence());
        assertTrue(refused.sentence().contains("did you mean burst?"), refused.sentence());
        assertEquals(TEXT, Files.readString(file));
        assertEquals(List.of(), numbers());
    }

    @Test
    void neverWritesOverWhatSomebodyElseWroteMeanwhile() throws Exception {
        String revision = clerk.report().revision();
        Files.writeString(file, burst(99));

        var refused = assertInstanceOf(AdminReply.Refused.class, ask(new ConfigurationAct.Apply(burst(8), revision)));

        assertTrue(refused.sentence().contains("Somebody changed"), refused.sentence());
        assertEquals(burst(99), Files.readString(file));
        assertInstanceOf(AdminReply.Refused.class, apply(burst(99)), "the same text is no change");
    }

    /** The power goes between the note and the file: nothing was changed, so there is nothing to undo. */
    @Test
    void aChangeThatWasNotedAndNeverMadeIsNone() throws Exception {
        apply(burst(8));
        Files.createDirectories(folder.resolve("timeball.toml.new").resolve("in the way"));
        assertInstanceOf(AdminReply.Failed.class, apply(burst(9)));

        assertEquals(burst(8), Files.readString(file));
        assertEquals(List.of(1L), numbers());
        clerk = opened();
        assertEquals(List.of(1L), numbers());
    }

    @Test
    void takesBackWhatTheDaemonDoesNotTakeUp() throws Exception {
        taken = new AdminReply.Refused("the certificate went away");
        assertEquals(taken, apply(burst(8)));
        assertEquals(TEXT, Files.readString(file));
        assertEquals(List.of(), numbers());
    }

    @Test
    void tellsOfAFileThatItCannotTake() throws Exception {
        Files.writeString(file, "schema = 2\n");
        var report = clerk.report();
        assertTrue(
                report.mistakes().getLast().contains(":1:10: schema"),
                report.mistakes().toString());
        Files.delete(file);
        assertTrue(clerk.report().mistakes().getFirst().contains("there is no such file"));
        assertInstanceOf(AdminReply.Failed.class, apply(TEXT));
    }

    /** Five of the longest texts, each line of them changed each time, fit into no state file: the newest are kept. */
    @Test
    void keepsTheNewestOfTextsThatAreVeryLong() throws Exception {
        for (int i = 0; i < 6; i++) {
            String mark = i % 2 == 0 ? "# a\n" : "# b\n";
            apply(burst(20 + i) + mark.repeat(12_000));
        }
        assertTrue(numbers().size() >= 2 && numbers().getFirst() == 6, numbers().toString());
        assertEquals(taken, undo(6));
        assertTrue(Files.readString(file).startsWith(burst(24)));
    }
}
