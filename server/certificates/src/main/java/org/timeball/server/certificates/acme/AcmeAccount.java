package org.timeball.server.certificates.acme;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Locale;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.timeball.server.certificates.AccountKey;
import org.timeball.server.certificates.OrderException;
import org.timeball.server.certificates.UnusableCertificateException;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.ExternalAccount;
import org.timeball.server.state.SecretFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/**
 * The account with one authority, kept for life: its key is one file, mode 0600, and the authority finds the account by it.
 * Whoever restores the file has the account.
 */
final class AcmeAccount {

    private final StateDirectory folder;
    private final Acme settings;

    AcmeAccount(StateDirectory folder, Acme settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** By the authority's host, so that another directory of it, as its staging one, has an account of its own. */
    static String fileName(URI directory) {
        var host = directory.getHost() + (directory.getPort() < 0 ? "" : "-" + directory.getPort());
        return "acme-account-" + host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-") + ".pem";
    }

    /** The account, which is made at the first call. */
    Login login(Session session) throws AcmeException, OrderException {
        var account = new AccountBuilder().agreeToTermsOfService().useKeyPair(keys());
        settings.contact().ifPresent(account::addEmail);
        if (settings.binding().isPresent()) {
            var binding = settings.binding().get();
            account.withKeyIdentifier(binding.id(), secret(binding));
        }
        return account.createLogin(session);
    }

    private KeyPair keys() throws OrderException {
        try {
            return AccountKey.openOrCreate(folder, fileName(settings.directory()));
        } catch (StateException | UnusableCertificateException refused) {
            throw new OrderException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static String secret(ExternalAccount binding) throws OrderException {
        return secret(binding.key());
    }

    /** The one line of a file that is its owner's alone. */
    static String secret(Path file) throws OrderException {
        try {
            return new String(SecretFile.read(file), StandardCharsets.US_ASCII).strip();
        } catch (StateException refused) {
            throw new OrderException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
