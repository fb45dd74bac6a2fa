package org.timeball.server.certificates;

import java.security.KeyPair;
import org.timeball.server.state.Readers;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/** Key pairs on P-256, for accounts and for certificates that are ordered: made where they are used. */
public final class AccountKey {

    private AccountKey() {}

    /** A new one, kept nowhere. */
    public static KeyPair create() {
        return KeyPairs.newP256();
    }

    /**
     * Where accounts are kept: beside the certificates.
     *
     * @throws StateException if it cannot be made, or others may write into it
     */
    public static StateDirectory folder(CertificateStore store) throws StateException {
        return store.folder();
    }

    /**
     * The one in a file of its owner's alone, made and saved if there is none: PEM, the key, then its public half.
     *
     * @throws StateException               if the file cannot be read or written
     * @throws UnusableCertificateException if it holds no key pair
     */
    public static KeyPair openOrCreate(StateDirectory folder, String name)
            throws StateException, UnusableCertificateException {
        var file = folder.resolve(name);
        var kept = folder.readPlain(name, Readers.OWNER);
        if (kept.isPresent()) {
            return PemReader.keyPair(file, kept.get());
        }
        var made = KeyPairs.newP256();
        folder.writePlain(name, Pem.encode(made.getPrivate(), made.getPublic()), Readers.OWNER);
        return made;
    }
}
