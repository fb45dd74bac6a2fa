package org.timeball.server.control.admin;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Files that a person brings with a certificate, a chain and a key in them, on their way to the daemon; secrets are among
 * them.
 *
 * @param base64   what each of them holds, 1 to {@value #MOST} files of {@value #LIMIT_OCTETS} octets in all
 * @param password of those that are PKCS #12; may be empty
 */
public record BroughtFiles(List<String> base64, String password) {

    /** Files in one go: a certificate, those that signed it, and a key. */
    public static final int MOST = 8;

    /** Octets in all: with the third that base64 adds they go into a line of {@link AdminRequest#LIMIT_OCTETS}. */
    public static final int LIMIT_OCTETS = 96 * 1024;

    private static final int LONGEST_PASSWORD = 256;
    private static final Pattern CERTIFICATE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final String FILE = "file-";
    private static final String PASSWORD = "password";

    /** Refuses what is too many, too long, or no base64. */
    public BroughtFiles {
        base64 = List.copyOf(base64);
        if (base64.isEmpty() || base64.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " files are brought at a time");
        }
        if (base64.stream().mapToLong(one -> decoded(one).length).sum() > LIMIT_OCTETS) {
            throw new IllegalArgumentException(
                    "files of at most " + LIMIT_OCTETS + " octets in all are brought at a time");
        }
        if (password.length() > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("a password has at most " + LONGEST_PASSWORD + " characters");
        }
    }

    /** Of what the files hold. */
    public static BroughtFiles ofOctets(List<byte[]> files, String password) {
        return new BroughtFiles(
                files.stream().map(Base64.getEncoder()::encodeToString).toList(), password);
    }

    /** What the files hold. */
    public List<byte[]> octets() {
        return base64.stream().map(BroughtFiles::decoded).toList();
    }

    private static byte[] decoded(String one) {
        try {
            return Base64.getDecoder().decode(one);
        } catch (IllegalArgumentException cause) {
            throw new IllegalArgumentException("a file is not written in base64", cause);
        }
    }

    /** What a {@code [[certificate]]} or an {@code [[alert]]} may be called. */
    static void requireName(String name) {
        if (!CERTIFICATE.matcher(name).matches()) {
            throw new IllegalArgumentException("\"name\" must be small letters, digits and dashes, 1 to 32");
        }
    }

    /** The texts on the wire, beside another. */
    Map<String, String> with(String key, String text) {
        var texts = new HashMap<>(Map.of(key, text, PASSWORD, password));
        for (int i = 0; i < base64.size(); i++) {
            texts.put(FILE + i, base64.get(i));
        }
        return texts;
    }

    /** From the texts on the wire. */
    static BroughtFiles of(Map<String, String> with) {
        var files = new ArrayList<String>();
        while (files.size() <= MOST && with.containsKey(FILE + files.size())) {
            files.add(with.getOrDefault(FILE + files.size(), ""));
        }
        return new BroughtFiles(files, with.getOrDefault(PASSWORD, ""));
    }

    /** Shows neither keys nor the password. */
    @Override
    public String toString() {
        return "BroughtFiles[" + base64.size() + "]";
    }
}
