package org.timeball.server.certificates;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.server.state.CertificateSettings;
import org.timeball.server.state.Network;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/** Issues by the authority of this box, which is made at the first order. */
public final class OwnIssuer implements Issuer {

    private static final Duration NEVER = Duration.ofDays(365);

    private final StateDirectory state;
    private final CertificateSettings.Authority settings;
    private final List<String> hostNames;

    /**
     * @param state     where the authority is, or will be
     * @param hostNames names and addresses to vouch for
     */
    public OwnIssuer(StateDirectory state, CertificateSettings.Authority settings, List<String> hostNames) {
        this.state = state;
        this.settings = settings;
        this.hostNames = List.copyOf(hostNames);
    }

    @Override
    public ServerIdentity order(Optional<X509Certificate> replaced, Instant now) throws OrderException {
        try {
            var authority = authority(state, settings, now);
            requirePermitted(authority.constraints());
            return authority.issue(names(hostNames), now);
        } catch (StateException | UnusableCertificateException refused) {
            throw new OrderException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** It was made once, and names came later: clients would refuse what it must not vouch for. */
    private void requirePermitted(NameConstraints constraints) throws OrderException {
        for (var host : hostNames) {
            if (!constraints.permits(host)) {
                throw new OrderException(
                        "%s: the own authority was made for %s and %s alone; leave the name out, or remove %s and %s for a new authority, which clients have to be given"
                                .formatted(
                                        host,
                                        String.join(", ", constraints.dnsSubtrees()),
                                        String.join(", ", constraints.addressBlocks()),
                                        state.resolve(OwnCertificateAuthority.CERTIFICATE_FILE),
                                        state.resolve(OwnCertificateAuthority.KEY_FILE)));
            }
        }
    }

    @Override
    public Wish wish(X509Certificate shown, Instant now) {
        return new Wish(Optional.empty(), now.plus(NEVER));
    }

    /**
     * The authority in {@code state}, which is made if there is none.
     *
     * @throws StateException               if its files cannot be read or written
     * @throws UnusableCertificateException if they do not hold an authority
     */
    public static OwnCertificateAuthority authority(
            StateDirectory state, CertificateSettings.Authority settings, Instant now)
            throws StateException, UnusableCertificateException {
        var names = new ArrayList<String>();
        var networks = new ArrayList<String>();
        settings.permitted().forEach(one -> (isAddress(one) ? networks : names).add(one));
        return OwnCertificateAuthority.openOrCreate(state, settings.name(), new NameConstraints(names, networks), now);
    }

    private static ServerNames names(List<String> hostNames) {
        return new ServerNames(
                hostNames.stream().filter(name -> !isAddress(name)).toList(),
                hostNames.stream()
                        .filter(OwnIssuer::isAddress)
                        .map(InetAddress::ofLiteral)
                        .toList());
    }

    private static boolean isAddress(String text) {
        return Network.parse(text).isPresent();
    }
}
