package org.timeball.firmware.sync.source;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.timeball.refclock.time.RefId;

/**
 * What a server is called by who follows it: its IPv4 address, or of an IPv6 address the first four octets of the MD5 sum.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-7.3">RFC 5905 §7.3</a>
 */
public final class ServerRefId {

    private ServerRefId() {}

    /** What it is. */
    public static RefId of(InetAddress address) {
        byte[] octets = address instanceof Inet4Address ? address.getAddress() : md5(address.getAddress());
        return new RefId(ByteBuffer.wrap(octets).getInt());
    }

    private static byte[] md5(byte[] octets) {
        try {
            return MessageDigest.getInstance("MD5").digest(octets);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has MD5", impossible);
        }
    }
}
