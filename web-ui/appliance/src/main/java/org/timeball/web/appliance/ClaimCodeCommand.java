package org.timeball.web.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.state.StateException;
import org.timeball.web.appliance.access.AccessStore;

/**
 * {@code claim-code}: the way back for whoever lost their password, and to a box that nobody owns. It needs a right to the
 * files of the web process, and so the console; a process that runs sees at once what it wrote.
 */
final class ClaimCodeCommand {

    /** The word by which it is called. */
    static final String NAME = "claim-code";

    private static final String FORGET = "--forget-everybody";

    private ClaimCodeCommand() {}

    /**
     * Makes a code.
     *
     * @param words behind its name
     * @return what a person reads
     * @throws StartException if it is called wrongly, or the files refuse
     */
    static String run(List<String> words) throws StartException {
        var rest = new ArrayList<>(words);
        boolean forgets = rest.remove(FORGET);
        Path folder = folder(rest);
        requireOwner(folder);
        try {
            long until = Instant.now().getEpochSecond() + AccessStore.RECOVERY_SECONDS;
            String code = AccessStore.open(folder).makeCode(new SecureRandom(), until, forgets);
            return "claim code " + code + ", for a day, once, at /claim"
                    + (forgets ? "; all accounts, sessions and tokens are forgotten" : "");
        } catch (StateException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), "is that the folder of the pages?", refused);
        }
    }

    private static Path folder(List<String> words) throws StartException {
        if (words.size() == 2 && words.getFirst().equals("--state")) {
            return Path.of(words.getLast());
        }
        if (words.size() == 2 && words.getFirst().equals("--config")) {
            return ConfigurationFile.stateDirectory(Path.of(words.getLast()));
        }
        throw new StartException("claim-code wants --config FILE or --state FOLDER", "--help shows how");
    }

    /** What root wrote there the process of the pages could not read. */
    private static void requireOwner(Path folder) throws StartException {
        try {
            String owner = Files.getOwner(folder).getName();
            if (!owner.equals(System.getProperty("user.name"))) {
                throw new StartException(
                        folder + " belongs to " + owner, "run this as that user: sudo -u " + owner + " ...");
            }
        } catch (IOException missing) {
            throw new StartException(
                    folder + " cannot be looked at (" + missing + ")", "start the pages once, which make it", missing);
        }
    }
}
