package org.timeball.firmware.appliance.daemon.certificates;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.timeball.server.certificates.BroughtIdentity;
import org.timeball.server.certificates.CertificateNames;
import org.timeball.server.certificates.CertificateStore;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.UnusableCertificateException;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.BroughtFiles;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.Imported;
import org.timeball.server.state.CertificateSettings.Kept;
import org.timeball.server.state.CertificateSettings.OwnAuthority;
import org.timeball.server.state.StateException;

/**
 * What people ask of certificates: that one is ordered now, that one they bring is shown.
 *
 * @param kept    those there are
 * @param store   where they lie
 * @param renewed called after one was brought
 */
record CertificateDesk(List<Kept> kept, CertificateStore store, Runnable renewed) {

    /** What the act wants of one of them. */
    private AdminReply of(String name, Function<Kept, AdminReply> act) {
        return kept.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(act)
                .orElseGet(() -> new AdminReply.Refused("there is no [[certificate]] named " + name));
    }

    /** Has one ordered as soon as the time is known, whether it is due or not. */
    AdminReply renew(String name) {
        return of(name, one -> switch (one.origin()) {
            case OwnAuthority() -> asked(name);
            case Acme _ -> asked(name);
            case Imported() -> new AdminReply.Refused(name + " is brought by people: bring the next one");
        });
    }

    private AdminReply asked(String name) {
        try {
            store.ask(name);
            return new AdminReply.Done("it is ordered within seconds, once the time is known");
        } catch (StateException unwritable) {
            return new AdminReply.Failed(String.valueOf(unwritable.getMessage()));
        }
    }

    /** Keeps one that somebody brought. */
    AdminReply bring(String name, BroughtFiles files) {
        return of(name, one -> switch (one.origin()) {
            case OwnAuthority() -> renewsItself(name);
            case Acme _ -> renewsItself(name);
            case Imported() -> brought(name, files);
        });
    }

    private static AdminReply renewsItself(String name) {
        return new AdminReply.Refused(name + " renews itself: write from = \"import\" for one that you bring");
    }

    private AdminReply brought(String name, BroughtFiles files) {
        try {
            var identity = BroughtIdentity.of(parts(files), password(files));
            store.save(name, identity);
            renewed.run();
            return new AdminReply.Done(words(identity));
        } catch (UnusableCertificateException unusable) {
            return new AdminReply.Refused(String.valueOf(unusable.getMessage()));
        } catch (StateException unwritable) {
            return new AdminReply.Failed(String.valueOf(unwritable.getMessage()));
        }
    }

    private static List<BroughtIdentity.Part> parts(BroughtFiles files) {
        var parts = new ArrayList<BroughtIdentity.Part>();
        for (byte[] octets : files.octets()) {
            parts.add(new BroughtIdentity.Part(Path.of("file-" + (parts.size() + 1)), octets));
        }
        return parts;
    }

    private static Optional<char[]> password(BroughtFiles files) {
        return files.password().isEmpty()
                ? Optional.empty()
                : Optional.of(files.password().toCharArray());
    }

    /** What was understood of it. */
    private static String words(ServerIdentity identity) {
        return "%s until %s, certificates in its chain: %d"
                .formatted(
                        String.join(", ", CertificateNames.of(identity.leaf())),
                        identity.leaf().getNotAfter().toInstant(),
                        identity.chain().size());
    }
}
