package org.timeball.server.certificates;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwappingKeyManagerTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Principal[] ANY = {};

    private static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Test", NameConstraints.NONE, NOW);

    private final ServerIdentity first = identity("first");
    private final ServerIdentity second = identity("second");
    private final SwappingKeyManager manager = new SwappingKeyManager(first);

    private static ServerIdentity identity(String name) {
        return AUTHORITY.issue(new ServerNames(List.of(name), List.of()), NOW);
    }

    private String alias() {
        return manager.chooseServerAlias("EC", ANY, null);
    }

    private void assertShows(ServerIdentity identity, String alias) {
        assertArrayEquals(identity.chain().toArray(X509Certificate[]::new), manager.getCertificateChain(alias));
        assertSame(identity.key(), manager.getPrivateKey(alias));
    }

    @Test
    void showsTheNewOneFromTheSwapOn() {
        assertShows(first, alias());

        manager.swap(second);

        assertSame(second, manager.identity());
        assertShows(second, alias());
    }

    @Test
    void aHandshakeUnderWayKeepsKeyAndChainTogether() {
        String before = alias();

        manager.swap(second);

        assertNotEquals(before, alias());
        assertShows(first, before);
        assertShows(second, alias());
    }

    @Test
    void forgetsWhatIsTwoSwapsOld() {
        String before = alias();
        manager.swap(second);
        manager.swap(identity("third"));

        assertNull(manager.getPrivateKey(before));
        assertNull(manager.getCertificateChain(before));
    }

    @Test
    void offersItselfForItsOwnKindOfKeyOnly() {
        assertNull(manager.chooseServerAlias("RSA", ANY, null));
        assertNull(manager.chooseEngineServerAlias("EdDSA", ANY, null));
        assertNull(manager.getServerAliases("RSA", ANY));
        assertArrayEquals(new String[] {alias()}, manager.getServerAliases("EC", ANY));
        assertEquals(alias(), manager.chooseEngineServerAlias("EC", ANY, null));
    }

    @Test
    void isNoClients() {
        assertNull(manager.getClientAliases("EC", ANY));
        assertNull(manager.chooseClientAlias(new String[] {"EC"}, ANY, null));
    }
}
