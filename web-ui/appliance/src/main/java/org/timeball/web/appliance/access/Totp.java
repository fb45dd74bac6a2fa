package org.timeball.web.appliance.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Six digits that change every half minute, as authenticator programs show them.
 *
 * <p>HMAC-SHA-1, 30 s, six digits: the one choice that all of those programs know.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4226#section-5.3">RFC 4226 §5.3</a>
 */
final class Totp {

    static final int STEP_SECONDS = 30;

    /** Steps that a phone's clock may be off, either way. */
    private static final int WINDOW = 1;

    private static final int DIGITS = 6;
    private static final int SECRET_OCTETS = 20;

    private Totp() {}

    /** A new secret, as base 32. */
    static String secret(SecureRandom random) {
        byte[] octets = new byte[SECRET_OCTETS];
        random.nextBytes(octets);
        return Base32.encode(octets);
    }

    /**
     * The step whose code this is, if it is one of now and was not used.
     *
     * @param secret     base 32
     * @param code       as typed
     * @param utcSeconds now, since the Unix epoch
     * @param lastUsed   the last step whose code was taken; its code and older ones are dead
     */
    static OptionalLong accepted(String secret, String code, long utcSeconds, long lastUsed) {
        byte[] key = Base32.decode(secret).orElse(new byte[0]);
        String typed = code.replaceAll("\\s", "");
        if (key.length == 0 || typed.length() != DIGITS) {
            return OptionalLong.empty();
        }
        long now = utcSeconds / STEP_SECONDS;
        return LongStream.rangeClosed(now - WINDOW, now + WINDOW)
                .filter(step -> step > lastUsed && Secrets.isSame(code(key, step, DIGITS), typed))
                .findFirst();
    }

    /** The code of a step. */
    static String code(byte[] key, long step, int digits) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "RAW"));
            byte[] digest =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = digest[digest.length - 1] & 0xf;
            int number = ByteBuffer.wrap(digest, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
            return String.format(Locale.ROOT, "%0" + digits + "d", number % (long) Math.pow(10, digits));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA1", e);
        }
    }

    /**
     * The link by which an authenticator program takes the secret over.
     *
     * @param box  name of this server
     * @param user who signs in
     */
    static String link(String box, String user, String secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(encoded(box), encoded(user), secret, encoded(box));
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
