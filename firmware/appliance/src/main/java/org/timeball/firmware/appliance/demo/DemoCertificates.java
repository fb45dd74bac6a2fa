package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.timeball.server.certificates.CertificateStore;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.certificates.UnusableCertificateException;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/** The demo's own authority, and the two identities it vouches for: the key exchange's and the web process's. */
final class DemoCertificates {

    /** Of the one that the daemon keeps, in its configuration. */
    static final String NAME = "demo";

    static final String CHAIN = "server.pem";
    static final String KEY = "server-key.pem";

    private static final ServerNames LOCALHOST = new ServerNames(
            List.of("localhost"), List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")));

    private DemoCertificates() {}

    /**
     * Keeps the authority from one demo to the next, and issues anew: dates are the machine's, as the peers' are.
     *
     * @throws DemoException if a file is in the way
     */
    static void issue(DemoFolder folder, Instant now) throws DemoException {
        try {
            var state = StateDirectory.open(folder.state());
            var authority = OwnCertificateAuthority.openOrCreate(state, "Timeball demo", NameConstraints.NONE, now);
            new CertificateStore(state).save(NAME, authority.issue(LOCALHOST, now));
            var web = StateDirectory.open(folder.web());
            PemCertificates.save(web, CHAIN, KEY, authority.issue(LOCALHOST, now));
            Files.write(folder.certificateAuthority(), authority.pem());
        } catch (StateException | UnusableCertificateException refused) {
            throw new DemoException(String.valueOf(refused.getMessage()), refused);
        } catch (IOException refused) {
            throw new DemoException(
                    "cannot write " + folder.certificateAuthority() + ": " + refused.getMessage()
                            + "; free room there, or name another folder with --state",
                    refused);
        }
    }
}
