package org.timeball.web.appliance;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.state.StateException;
import org.timeball.web.appliance.access.Access;
import org.timeball.web.appliance.access.AccessDesk;
import org.timeball.web.appliance.access.AccessStore;
import org.timeball.web.appliance.door.DaemonDesk;
import org.timeball.web.appliance.door.DoorSettings;
import org.timeball.web.appliance.door.Frames;
import org.timeball.web.appliance.door.HostNames;
import org.timeball.web.appliance.firstrun.FirstRun;
import org.timeball.web.appliance.ntppool.PoolWatcher;
import org.timeball.web.appliance.page.Rendering;
import org.timeball.web.appliance.page.sky.SkyMemory;

/**
 * The web process: builds the graph, says when it serves, and closes what it opened, in reverse.
 *
 * <p>Needs no right but to listen on its port and to read its key and the control socket.
 */
public final class TimeballWeb implements AutoCloseable {

    private static final int FAILED = 1;

    /** Those that are authenticated and whose keys are forgotten; the JDK would take CBC with an RSA key, too. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final SetupTaking setup;
    private final DaemonFeed feed;
    private final EventNotices notices;
    private final PoolWatcher pool;
    private final ServedCertificate certificate;
    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final Optional<String> claimCode;

    private TimeballWeb(
            SetupTaking setup,
            DaemonFeed feed,
            EventNotices notices,
            PoolWatcher pool,
            ServedCertificate certificate,
            ApplicationContext context,
            EmbeddedServer server,
            Optional<String> claimCode) {
        this.setup = setup;
        this.feed = feed;
        this.notices = notices;
        this.pool = pool;
        this.certificate = certificate;
        this.context = context;
        this.server = server;
        this.claimCode = claimCode;
    }

    /**
     * Serves until the process is told to end.
     *
     * @param words see {@code --help}
     */
    public static void main(String[] words) {
        if (List.of(words).contains("--help")) {
            System.out.println(Arguments.USAGE);
            return;
        }
        try {
            if (words.length > 0 && words[0].equals(ClaimCodeCommand.NAME)) {
                System.out.println(ClaimCodeCommand.run(List.of(words).subList(1, words.length)));
                return;
            }
            if (words.length > 0 && words[0].equals(PasswordHashCommand.NAME)) {
                System.out.println(PasswordHashCommand.run(System.in));
                return;
            }
            run(Arguments.parse(List.of(words)));
        } catch (StartException mistake) {
            System.err.println("timeball-web: " + mistake.getMessage());
            System.exit(FAILED);
        }
    }

    private static void run(Arguments arguments) throws StartException {
        var web = start(arguments);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("close").unstarted(web::close));
        System.out.println("timeball-web: ready " + arguments.url(web.port()));
        web.claimCode.ifPresent(code -> System.out.println("timeball-web: nobody owns this server yet; claim code "
                + code + " at " + arguments.url(web.port()) + "claim"));
        if (arguments.exitWithParent()) {
            awaitEnd(System.in);
            System.exit(0);
        }
    }

    /**
     * Serves.
     *
     * @throws StartException if it cannot; then nothing is left open
     */
    static TimeballWeb start(Arguments arguments) throws StartException {
        return start(arguments, Surroundings.usual());
    }

    /**
     * Serves in other surroundings than the usual.
     *
     * @throws StartException if it cannot; then nothing is left open
     */
    static TimeballWeb start(Arguments arguments, Surroundings surroundings) throws StartException {
        var certificate = ServedCertificate.read(arguments.certificate(), arguments.privateKey(), surroundings);
        var rendering = new Rendering();
        var templates = new Templates(rendering);
        var daemon = new DaemonDesk(arguments.controlSocket());
        var notices = new EventNotices(daemon);
        var access = access(arguments.door().state(), notices);
        var setup = new SetupTaking(arguments.door().setup(), access, daemon);
        setup.start();
        var claimCode = openForClaim(access);
        var sky = new SkyMemory();
        var pool = new PoolWatcher(arguments.ntpPool());
        var feed = new DaemonFeed(arguments.controlSocket(), templates, arguments.name(), sky);
        var context = ApplicationContext.builder(settings(arguments))
                .deduceEnvironment(false)
                .banner(false)
                .singletons(
                        feed,
                        templates,
                        rendering,
                        sky,
                        daemon,
                        pool,
                        access,
                        firstRun(arguments.door().state()),
                        new AccessDesk(access, arguments.name()),
                        doorSettings(arguments.door(), certificate),
                        surroundings.limits())
                .build();
        context.registerSingleton(SecurityHeaders.PublicTrust.class, certificate::isTrusted);
        context.registerSingleton(Frames.OverviewNow.class, () -> feed.scene().overview());
        context.registerSingleton(CertificateProvider.class, certificate, Qualifiers.byName(ServedCertificate.NAME));
        var server = listen(arguments, context);
        feed.start();
        notices.start();
        pool.start();
        certificate.start();
        return new TimeballWeb(setup, feed, notices, pool, certificate, context, server, claimCode);
    }

    private static Access access(Path folder, EventNotices notices) throws StartException {
        try {
            return new Access(
                    AccessStore.open(folder),
                    notices,
                    new SecureRandom(),
                    () -> Instant.now().getEpochSecond(),
                    System::nanoTime);
        } catch (StateException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), "nobody is let in without it", refused);
        }
    }

    private static FirstRun firstRun(Path folder) throws StartException {
        try {
            return FirstRun.open(folder);
        } catch (StateException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), "it is kept beside the accounts", refused);
        }
    }

    private static Optional<String> openForClaim(Access access) throws StartException {
        try {
            return access.openForClaim();
        } catch (StateException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), "a claim code has to be kept", refused);
        }
    }

    private static DoorSettings doorSettings(Arguments.Door door, ServedCertificate certificate) {
        return new DoorSettings(
                door.isPublic(),
                () -> HostNames.of(Stream.concat(certificate.names().stream(), door.hostNames().stream())
                        .toList()));
    }

    private static EmbeddedServer listen(Arguments arguments, ApplicationContext context) throws StartException {
        try {
            context.start();
            return context.getBean(EmbeddedServer.class).start();
        } catch (RuntimeException failed) {
            context.close();
            throw refused(arguments, failed);
        }
    }

    /** The port, or what went wrong with our own graph, which is our mistake and passes. */
    private static StartException refused(Arguments arguments, RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException) {
                return new StartException(
                        "cannot listen on " + arguments.host() + ":" + arguments.port() + " (" + cause.getMessage()
                                + ")",
                        "stop what listens there or choose another --listen; ports under 1024 need CAP_NET_BIND_SERVICE",
                        failed);
            }
        }
        throw failed;
    }

    private static Map<String, Object> settings(Arguments arguments) {
        return Map.ofEntries(
                Map.entry("micronaut.application.name", "timeball-web"),
                Map.entry("micronaut.server.host", arguments.host()),
                Map.entry("micronaut.server.ssl.enabled", true),
                Map.entry("micronaut.server.ssl.port", arguments.port() == 0 ? -1 : arguments.port()),
                Map.entry("micronaut.server.ssl.key-name", ServedCertificate.NAME),
                Map.entry("micronaut.server.ssl.protocols", List.of("TLSv1.3", "TLSv1.2")),
                Map.entry("micronaut.server.ssl.ciphers", CIPHERS),
                // One connection for all tabs of a browser, which would allow six to a host otherwise.
                Map.entry("micronaut.server.http-version", "2.0"),
                Map.entry("micronaut.server.max-request-size", "64KB"),
                Map.entry("micronaut.router.static-resources.static.paths", "classpath:static"),
                Map.entry("micronaut.router.static-resources.static.mapping", "/static/**"),
                Map.entry("micronaut.netty.event-loops.default.num-threads", 2),
                Map.entry("micronaut.netty.event-loops.default.shutdown-quiet-period", "0s"));
    }

    /** The code by which a new box is claimed; empty where it has an owner. */
    Optional<String> claimCode() {
        return claimCode;
    }

    /** The graph, in which a test finds every route there is. */
    ApplicationContext context() {
        return context;
    }

    /** What it shows, which looks for another by itself now and then. */
    ServedCertificate certificate() {
        return certificate;
    }

    /** The port that was taken. */
    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        certificate.close();
        pool.close();
        setup.close();
        notices.close();
        feed.close();
        server.stop();
        context.close();
    }

    /** Reads and forgets until there is no more: whoever holds the other end has gone. */
    private static void awaitEnd(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // An unreadable input is as good as an ended one.
        }
    }
}
