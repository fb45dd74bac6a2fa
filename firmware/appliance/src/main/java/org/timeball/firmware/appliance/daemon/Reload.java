package org.timeball.firmware.appliance.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.sync.source.SourceTrust;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.state.AlertSettings;
import org.timeball.server.state.ConfigChange;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.NetworkSources;
import org.timeball.server.state.TimeballConfig;

/**
 * Reads the configuration again when told to. All of it has to be good, with its certificates, or nothing changes; of what
 * is good, what can change while the daemon runs does, and the rest is named in the log.
 *
 * <p>Any thread may ask; one thread, that of the certificates, reads.
 */
final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private static final String AS_BEFORE = "all is as before. ";

    private final Path file;
    private final Supplier<Instant> today;
    private final Reloaded parts;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private volatile TimeballConfig running;

    /**
     * What changes while the daemon runs.
     *
     * @param sources told whom to ask, and who vouches for them
     * @param alerts  told who is told of trouble, and when
     */
    record Reloaded(
            BiConsumer<NetworkSources, SourceTrust> sources,
            NtpService ntp,
            KeyExchangeService keyExchange,
            CertificateWatch certificates,
            Consumer<AlertSettings> alerts) {

        void adopt(TimeballConfig next, SourceTrust trust, Identities identities) {
            sources.accept(next.sources(), trust);
            ntp.adopt(next.ntp());
            ntp.adopt(next.nts());
            keyExchange.adopt(next);
            certificates.adopt(identities.ofKeyExchange());
            alerts.accept(next.alerts());
        }
    }

    /**
     * Reads nothing yet.
     *
     * @param file    as the daemon was given it
     * @param running what holds
     * @param today   by which certificates' dates are judged, for warnings alone
     * @param parts   of the daemon that are told
     */
    Reload(Path file, TimeballConfig running, Supplier<Instant> today, Reloaded parts) {
        this.file = file;
        this.running = running;
        this.today = today;
        this.parts = parts;
    }

    /** To be done soon. */
    void ask() {
        isAsked.set(true);
    }

    /** Does it if it was asked for; says whether it was. */
    boolean runIfAsked() {
        boolean wasAsked = isAsked.getAndSet(false);
        if (wasAsked) {
            run();
        }
        return wasAsked;
    }

    /** Reads now, on the one thread that may, and says what became of it. */
    AdminReply run() {
        try {
            var considered = considered(ConfigReader.read(file));
            parts.adopt(considered.change().next(), considered.trust(), considered.identities());
            running = considered.change().next();
            tell(considered.change());
            considered
                    .identities()
                    .warnings()
                    .forEach(warning -> LOG.warn("event=certificate-warning reason=\"{}\"", warning));
            return new AdminReply.Done(sentence(considered.change()));
        } catch (ConfigException refused) {
            refused.problems().forEach(Reload::tell);
            return refused(refused);
        } catch (DaemonException | IOException refused) {
            LOG.error("event=reload-refused reason=\"{}\" effect=\"all is as before\"", refused.getMessage());
            return new AdminReply.Refused(AS_BEFORE + refused.getMessage());
        }
    }

    /** What a text in place of the file's would change, or all that is wrong with it; nothing is done. */
    AdminReply check(String text) {
        try {
            var considered = considered(ConfigReader.parse(file.toString(), text));
            return new AdminReply.Done(
                    Stream.concat(Stream.of(sentence(considered.change())), considered.identities().warnings().stream())
                            .collect(Collectors.joining("\n")));
        } catch (ConfigException refused) {
            return refused(refused);
        } catch (DaemonException | IOException refused) {
            return new AdminReply.Refused(AS_BEFORE + refused.getMessage());
        }
    }

    /** What holds now; for any thread. */
    TimeballConfig running() {
        return running;
    }

    /** A configuration that could be taken, with the files that it names. */
    private record Considered(ConfigChange change, Identities identities, SourceTrust trust) {}

    private Considered considered(TimeballConfig wanted) throws DaemonException, IOException {
        var change = ConfigChange.of(running, wanted);
        return new Considered(
                change,
                Identities.load(change.next(), today.get()),
                SourceTrust.read(change.next().sources().asked()));
    }

    private static AdminReply refused(ConfigException refused) {
        return new AdminReply.Refused(
                refused.problems().stream().map(Reload::sentence).collect(Collectors.joining("\n", AS_BEFORE, "")));
    }

    private static String sentence(ConfigException.Problem mistake) {
        return "%s:%d:%d: %s; %s."
                .formatted(
                        mistake.at().file(),
                        mistake.at().line(),
                        mistake.at().column(),
                        mistake.problem(),
                        mistake.advice());
    }

    private static String sentence(ConfigChange change) {
        String now = change.atOnce().isEmpty() ? "nothing changed" : "changed: " + String.join(", ", change.atOnce());
        return change.withRestart().isEmpty()
                ? now
                : now + "; with the next start: " + String.join(", ", change.withRestart());
    }

    private static void tell(ConfigException.Problem mistake) {
        LOG.error(
                "event=reload-refused at={}:{}:{} reason=\"{}; {}\" effect=\"all is as before\"",
                mistake.at().file(),
                mistake.at().line(),
                mistake.at().column(),
                mistake.problem(),
                mistake.advice());
    }

    private void tell(ConfigChange change) {
        LOG.info("event=reloaded file={} changed=\"{}\"", file, String.join(", ", change.atOnce()));
        if (!change.withRestart().isEmpty()) {
            LOG.warn(
                    "event=restart-needed file={} settings=\"{}\" effect=\"these stay as they were at the start\"",
                    file,
                    String.join(", ", change.withRestart()));
        }
    }
}
