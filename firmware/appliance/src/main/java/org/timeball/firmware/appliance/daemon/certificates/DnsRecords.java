package org.timeball.firmware.appliance.daemon.certificates;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.timeball.server.certificates.OrderException;
import org.timeball.server.certificates.acme.AcmeDnsRecords;
import org.timeball.server.certificates.acme.ScriptRecords;
import org.timeball.server.certificates.acme.TextRecords;
import org.timeball.server.discovery.net.DnsUpdate;
import org.timeball.server.state.CertificateSettings.ByAcmeDns;
import org.timeball.server.state.CertificateSettings.ByHttp;
import org.timeball.server.state.CertificateSettings.ByScript;
import org.timeball.server.state.CertificateSettings.ByTls;
import org.timeball.server.state.CertificateSettings.ByUpdate;
import org.timeball.server.state.CertificateSettings.Proof;
import org.timeball.server.state.SecretFile;
import org.timeball.server.state.StateException;

/** The operator's way to set records; secrets are read when they are used, so that a changed one is. */
final class DnsRecords {

    private static final Duration SCRIPT_PATIENCE = Duration.ofMinutes(2);
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(20);

    private DnsRecords() {}

    /** Nothing where names are not proven by DNS. */
    static Optional<TextRecords> of(Proof proof) {
        return switch (proof) {
            case ByHttp _ -> Optional.empty();
            case ByTls _ -> Optional.empty();
            case ByUpdate update -> Optional.of(new ByKey(update));
            case ByAcmeDns server -> Optional.of(new ByPassword(server));
            case ByScript(var script) -> Optional.of(new ScriptRecords(script, SCRIPT_PATIENCE));
        };
    }

    /** Signed updates. */
    private record ByKey(ByUpdate settings) implements TextRecords {

        @Override
        public void set(String name, String text) throws OrderException {
            try {
                update().set(name, text);
            } catch (IOException refused) {
                throw new OrderException("dns-01: " + refused.getMessage(), refused);
            }
        }

        @Override
        public void clear(String name, String text) throws OrderException {
            try {
                update().clear(name, text);
            } catch (IOException refused) {
                throw new OrderException("dns-01: " + refused.getMessage(), refused);
            }
        }

        private DnsUpdate update() throws IOException, OrderException {
            return new DnsUpdate(
                    settings.server(),
                    settings.zone(),
                    settings.keyName(),
                    settings.algorithm(),
                    secret(settings.key()));
        }
    }

    /** An acme-dns server. */
    private record ByPassword(ByAcmeDns settings) implements TextRecords {

        @Override
        public void set(String name, String text) throws OrderException, InterruptedException {
            try (var client =
                    HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build()) {
                records(client).set(name, text);
            }
        }

        /** It forgets by itself. */
        @Override
        public void clear(String name, String text) {}

        private AcmeDnsRecords records(HttpClient client) throws OrderException {
            return new AcmeDnsRecords(
                    client, settings.server(), settings.subdomain(), settings.user(), secret(settings.password()));
        }
    }

    private static String secret(Path file) throws OrderException {
        try {
            return new String(SecretFile.read(file), StandardCharsets.US_ASCII).strip();
        } catch (StateException refused) {
            throw new OrderException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
