package org.timeball.server.certificates.acme;

import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.util.KeyPairUtils;
import org.timeball.server.certificates.OrderException;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.ByAcmeDns;
import org.timeball.server.state.CertificateSettings.ByHttp;
import org.timeball.server.state.CertificateSettings.ByScript;
import org.timeball.server.state.CertificateSettings.ByTls;
import org.timeball.server.state.CertificateSettings.ByUpdate;

/** Proves to an authority that names are ours, one after the other. */
final class Proving {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int RSA_BITS = 2_048;

    private final Acme settings;
    private final Optional<TextRecords> records;

    Proving(Acme settings, Optional<TextRecords> records) {
        this.settings = settings;
        this.records = records;
    }

    /** Does nothing for a name that the authority still believes from the last time. */
    void prove(Authorization name) throws AcmeException, OrderException, InterruptedException {
        if (name.getStatus() == Status.VALID) {
            return;
        }
        switch (settings.proof()) {
            case ByHttp(var listen) -> {
                var asked = asked(name, Http01Challenge.class, Http01Challenge.TYPE);
                answer(name, asked, HttpResponder.open(listen, asked.getToken(), asked.getAuthorization()));
            }
            case ByTls(var listen) -> {
                var asked = asked(name, TlsAlpn01Challenge.class, TlsAlpn01Challenge.TYPE);
                // acme4j signs what is shown by RSA alone.
                KeyPair keys = KeyPairUtils.createKeyPair(RSA_BITS);
                answer(
                        name,
                        asked,
                        TlsResponder.open(listen, keys, asked.createCertificate(keys, name.getIdentifier())));
            }
            case ByUpdate _ -> proveByDns(name);
            case ByAcmeDns _ -> proveByDns(name);
            case ByScript _ -> proveByDns(name);
        }
    }

    private void proveByDns(Authorization name) throws AcmeException, OrderException, InterruptedException {
        var asked = asked(name, Dns01Challenge.class, Dns01Challenge.TYPE);
        var record = asked.getRRName(name.getIdentifier()).replaceAll("\\.$", "");
        var wait = Duration.ofSeconds(settings.dnsWaitSeconds());
        answer(name, asked, DnsResponder.open(records.orElseThrow(), record, asked.getDigest(), wait));
    }

    private static <T extends Challenge> T asked(Authorization name, Class<T> kind, String type) throws OrderException {
        return name.findChallenge(kind)
                .orElseThrow(() -> new OrderException(
                        "%s: the authority takes no %s for it; set another challenge".formatted(host(name), type)));
    }

    private static void answer(Authorization name, Challenge asked, Responder responder)
            throws AcmeException, OrderException, InterruptedException {
        try {
            asked.trigger();
            if (name.waitForCompletion(PATIENCE) != Status.VALID) {
                asked.fetch();
                throw new OrderException("%s: %s failed, the authority says: %s"
                        .formatted(
                                host(name),
                                asked.getType(),
                                asked.getError().map(AcmeWords::of).orElse("no reason given")));
            }
        } finally {
            responder.close();
        }
    }

    private static String host(Authorization name) {
        return name.getIdentifier().getDomain();
    }
}
