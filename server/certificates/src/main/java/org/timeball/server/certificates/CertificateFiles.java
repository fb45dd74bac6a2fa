package org.timeball.server.certificates;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The PEM files of one server, which somebody may renew while it runs: says when they hold something new.
 *
 * <p>Chain and key are two files, and whoever renews them writes one after the other. So what does not fit together is no
 * mistake yet: the last good identities stay, and the files are read again as soon as they change again. Thread-confined.
 */
public final class CertificateFiles {

    /**
     * A chain and its key.
     *
     * @param isAwaited whether they may come later: until then there is one identity less
     */
    public record Pair(Path chain, Path key, boolean isAwaited) {

        /** Two files that have to be there. */
        public Pair(Path chain, Path key) {
            this(chain, key, false);
        }

        private boolean isYetToCome() {
            return isAwaited && Files.notExists(chain);
        }
    }

    /** What a look at the files found. */
    public sealed interface Look {}

    /** Nothing since the last one. */
    public record Unchanged() implements Look {}

    /**
     * Others, and they can be served.
     *
     * @param identities in the order of the files; none where all are yet to come
     * @param warnings   what clients will stumble over all the same, a sentence each
     */
    public record Changed(List<ServerIdentity> identities, List<String> warnings) implements Look {

        /** Copies the lists. */
        public Changed {
            identities = List.copyOf(identities);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Others, but they cannot be served, which is told once.
     *
     * @param reason with the file and a remedy
     */
    public record Refused(String reason) implements Look {}

    private final List<Pair> files;

    private List<FileStamp> seen;
    private Changed served;

    private CertificateFiles(List<Pair> files, List<FileStamp> seen, Changed served) {
        this.files = files;
        this.seen = seen;
        this.served = served;
    }

    /**
     * Reads all of them.
     *
     * @param files at least one pair
     * @param now   by which dates are judged, for warnings alone
     * @throws UnusableCertificateException naming the file, what is wrong, and the remedy
     */
    public static CertificateFiles load(List<Pair> files, Instant now) throws UnusableCertificateException {
        var copy = List.copyOf(files);
        var stamps = stamps(copy); // before reading: what is written meanwhile is found changed at the next look
        var ofOperator = copy.stream().filter(pair -> !pair.isAwaited()).toList();
        try {
            return new CertificateFiles(copy, stamps, read(copy, now));
        } catch (UnusableCertificateException unusable) {
            // What the daemon keeps itself it can have anew: no reason not to start.
            var rest = read(ofOperator, now);
            var warnings = new ArrayList<>(rest.warnings());
            warnings.add(String.valueOf(unusable.getMessage()));
            return new CertificateFiles(copy, stamps, new Changed(rest.identities(), warnings));
        }
    }

    /** What was read last and can be served. */
    public Changed served() {
        return served;
    }

    /**
     * Reads them again if one of them has changed.
     *
     * @param now by which dates are judged, for warnings alone
     */
    public Look look(Instant now) {
        var stamps = stamps(files);
        if (stamps.equals(seen)) {
            return new Unchanged();
        }
        seen = stamps;
        try {
            served = read(files, now);
            return served;
        } catch (UnusableCertificateException refused) {
            return new Refused(String.valueOf(refused.getMessage()));
        }
    }

    private static List<FileStamp> stamps(List<Pair> files) {
        return files.stream()
                .flatMap(pair -> Stream.of(pair.chain(), pair.key()))
                .map(FileStamp::of)
                .toList();
    }

    private static Changed read(List<Pair> files, Instant now) throws UnusableCertificateException {
        var identities = new ArrayList<ServerIdentity>();
        var warnings = new ArrayList<String>();
        for (var pair : files) {
            if (pair.isYetToCome()) {
                continue;
            }
            var loaded = PemCertificates.load(pair.chain(), pair.key(), now);
            identities.add(loaded.identity());
            warnings.addAll(loaded.warnings());
        }
        return new Changed(identities, warnings);
    }
}
