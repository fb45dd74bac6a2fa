package org.timeball.server.protocol;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Gives out the octets of a script, in order, where a test has to know what comes. */
final class ScriptedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient ByteBuffer script;

    ScriptedRandom(String hex) {
        script = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    @Override
    public void nextBytes(byte[] bytes) {
        script.get(bytes);
    }
}
