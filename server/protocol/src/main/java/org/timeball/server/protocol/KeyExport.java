package org.timeball.server.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How the two keys of a key exchange come out of its TLS session: RFC 8915's way, and the one that chrony had first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.1">RFC 8915 §4.3 and §5.1</a>
 */
public enum KeyExport {
    /** The context names the algorithm that was agreed. */
    BY_THE_BOOK,

    /**
     * The context names AEAD 15 whatever was agreed, which chrony 4.4 to 4.6 did for AEAD 30, and later releases do with
     * those who do not send {@link NtsRecord.CompliantExport}.
     *
     * @see <a href="https://chrony-project.org/doc/spec/nts-compliant-128gcm.html">NTS-KE record of chrony</a>
     */
    AS_AEAD_15;

    /** RFC 8915 §4.3. */
    static final String LABEL = "EXPORTER-network-time-security";

    private static final int CLIENT_TO_SERVER = 0;
    private static final int SERVER_TO_CLIENT = 1;

    /**
     * Exports both keys.
     *
     * @throws KeyExportException if the session does not give them
     */
    public SessionKeys keys(KeyExporter exporter, AeadAlgorithm algorithm) throws KeyExportException {
        byte[] c2s = exporter.export(LABEL, context(algorithm, CLIENT_TO_SERVER), algorithm.keyOctets());
        byte[] s2c = exporter.export(LABEL, context(algorithm, SERVER_TO_CLIENT), algorithm.keyOctets());
        var keys = new SessionKeys(algorithm, c2s, s2c);
        Arrays.fill(c2s, (byte) 0);
        Arrays.fill(s2c, (byte) 0);
        return keys;
    }

    /** Protocol, algorithm and direction, which is what sets the two keys apart. */
    private byte[] context(AeadAlgorithm algorithm, int direction) {
        int id =
                switch (this) {
                    case BY_THE_BOOK -> algorithm.id();
                    case AS_AEAD_15 -> AeadAlgorithm.AES_SIV_CMAC_256.id();
                };
        return ByteBuffer.allocate(5)
                .putShort((short) NtsRecord.NTPV4)
                .putShort((short) id)
                .put((byte) direction)
                .array();
    }
}
