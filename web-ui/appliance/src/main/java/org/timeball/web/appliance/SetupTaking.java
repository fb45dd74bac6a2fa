package org.timeball.web.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigFile;
import org.timeball.server.state.StateException;
import org.timeball.web.appliance.access.Access;
import org.timeball.web.appliance.access.PasswordHash;
import org.timeball.web.appliance.door.DaemonDesk;
import org.timeball.web.appliance.firstrun.SetupOrders;

/**
 * Takes {@code setup.toml}, once: makes the first admin, empties the file of the secret, has the daemon change its
 * configuration as soon as it answers, and renames the file. A power cut in between leaves what is still to be done.
 *
 * <p>Whatever is wrong is told on the error stream and in a file beside it, for whoever has no console but the card.
 */
final class SetupTaking implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SetupTaking.class);

    /** What the file is called when it is beside the configuration. */
    static final String FILE = "setup.toml";

    private static final String FROM = "setup.toml";
    private static final long LOOK_EVERY_SECONDS = 2;

    private final Path file;
    private final Access access;
    private final DaemonDesk daemon;
    private final CountDownLatch closed = new CountDownLatch(1);

    SetupTaking(Path file, Access access, DaemonDesk daemon) {
        this.file = file;
        this.access = access;
        this.daemon = daemon;
    }

    /** Begins, if there is such a file; what needs the daemon is done by a thread of its own. */
    void start() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            var text = ConfigFile.text(file);
            var orders = SetupOrders.parse(file.toString(), text);
            if (own(orders, text)) {
                Thread.ofVirtual().name("setup").start(() -> configure(orders));
            }
        } catch (ConfigException mistakes) {
            complain(String.valueOf(mistakes.getMessage()));
        }
    }

    /** The first admin; says whether to go on. The secret goes out of the file before it opens anything. */
    private boolean own(SetupOrders orders, String text) {
        if (orders.admin().isEmpty()) {
            return true;
        }
        var admin = orders.admin().get();
        try {
            var hash = admin.hash().isPresent()
                    ? admin.hash().get()
                    : PasswordHash.ofPassword(admin.password(), new SecureRandom());
            ConfigFile.replace(file, SetupOrders.withoutSecrets(text));
            var refused = access.own(admin.name(), hash, FROM);
            refused.ifPresent(why -> complain(file + ": [admin] was passed over: " + why));
            return true;
        } catch (IllegalArgumentException refused) {
            complain(file + ": [admin]: " + refused.getMessage());
        } catch (StateException refused) {
            complain(refused.getMessage() + "; the password must not stay in it, so nothing of it is done");
        }
        return false;
    }

    private void configure(SetupOrders orders) {
        if (orders.changesDaemon() && !isConfigured(orders)) {
            return;
        }
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".taken"));
            Files.deleteIfExists(mistakes());
            LOG.info("event=setup-taken file={}", file);
        } catch (IOException left) {
            complain(file + " is taken and cannot be renamed (" + left + "): remove it");
        }
    }

    private boolean isConfigured(SetupOrders orders) {
        try {
            while (true) {
                var reply = asked(orders);
                if (reply.isPresent()) {
                    return switch (reply.get()) {
                        case AdminReply.Done _ -> true;
                        case AdminReply.Refused(var why) -> refused(why);
                        case AdminReply.Failed(var why) -> refused(why);
                    };
                }
                if (closed.await(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
                    return false;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IllegalArgumentException refused) {
            return refused(String.valueOf(refused.getMessage()));
        }
    }

    private boolean refused(String why) {
        complain(file + ": the daemon does not take it: " + why);
        return false;
    }

    /** What the daemon says; empty while it does not answer. */
    private Optional<AdminReply> asked(SetupOrders orders) {
        try {
            var report = daemon.configuration();
            String text = orders.in(report.text());
            return Optional.of(
                    text.equals(report.text())
                            ? new AdminReply.Done("it is so already")
                            : daemon.ask(
                                    new Actor("console", FROM), new ConfigurationAct.Apply(text, report.revision())));
        } catch (ControlException silent) {
            return Optional.empty();
        }
    }

    private Path mistakes() {
        return file.resolveSibling(file.getFileName() + ".mistakes");
    }

    private void complain(String words) {
        System.err.println("timeball-web: " + words);
        try {
            Files.writeString(mistakes(), words + "\n");
        } catch (IOException unwritten) {
            LOG.warn("event=setup-mistakes-unwritten reason=\"{}\"", unwritten.toString());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
