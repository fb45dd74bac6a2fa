package org.timeball.server.certificates;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows one identity to every client, and another from one moment to the next while the server runs.
 *
 * <p>A TLS handshake asks three times: for an alias, then for its key, then for its chain. The alias names the identity
 * that was current at the first question, and the one before the current is kept, so that a handshake under way during
 * a swap gets a key and a chain that belong together.
 *
 * <p>Thread-safe: {@link #swap} may be called by one thread while others shake hands.
 */
public final class SwappingKeyManager extends X509ExtendedKeyManager {

    /** An identity and the name it goes by in handshakes. */
    private record Generation(long number, ServerIdentity identity) {

        String alias() {
            return "generation " + number;
        }
    }

    /** What handshakes may ask for. */
    private record Held(Generation current, Generation previous) {

        Optional<ServerIdentity> identity(String alias) {
            if (current.alias().equals(alias)) {
                return Optional.of(current.identity());
            }
            return previous.alias().equals(alias) ? Optional.of(previous.identity()) : Optional.empty();
        }
    }

    private volatile Held held;

    /** Begins with {@code identity}. */
    public SwappingKeyManager(ServerIdentity identity) {
        var first = new Generation(1, identity);
        held = new Held(first, first);
    }

    /** What is shown to clients at present. */
    public ServerIdentity identity() {
        return held.current().identity();
    }

    /** Shows {@code identity} from now on; connections that stand are not touched. */
    public void swap(ServerIdentity identity) {
        var before = held.current();
        held = new Held(new Generation(before.number() + 1, identity), before);
    }

    @Override
    @SuppressWarnings("NullAway") // JSSE's way to say that there is none
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return currentAlias(keyType).orElse(null);
    }

    @Override
    @SuppressWarnings("NullAway") // JSSE's way to say that there is none
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return currentAlias(keyType).orElse(null);
    }

    @Override
    @SuppressWarnings("NullAway") // JSSE's way to say that there is none
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return currentAlias(keyType).map(alias -> new String[] {alias}).orElse(null);
    }

    private Optional<String> currentAlias(String keyType) {
        var current = held.current();
        boolean fits = current.identity().leaf().getPublicKey().getAlgorithm().equals(keyType);
        return fits ? Optional.of(current.alias()) : Optional.empty();
    }

    @Override
    @SuppressWarnings("NullAway") // JSSE's way to say that there is none
    public X509Certificate[] getCertificateChain(String alias) {
        return held.identity(alias)
                .map(identity -> identity.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    @SuppressWarnings("NullAway") // JSSE's way to say that there is none
    public PrivateKey getPrivateKey(String alias) {
        return held.identity(alias).map(ServerIdentity::key).orElse(null);
    }

    /** None: this is a server's. */
    @Override
    @SuppressWarnings("NullAway") // JSSE's way to say that there is none
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    /** None: this is a server's. */
    @Override
    @SuppressWarnings("NullAway") // JSSE's way to say that there is none
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
