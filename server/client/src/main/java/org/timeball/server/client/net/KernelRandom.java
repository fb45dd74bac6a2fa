package org.timeball.server.client.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.timeball.server.client.RandomOctets;

/**
 * Random octets from where the platform's own generator has its seed: the kernel's {@code /dev/urandom}, or from that
 * generator where there is no such file. Asking the file spares a program that wants a few octets the start of the
 * platform's cryptography.
 */
final class KernelRandom {

    private static final Path KERNEL = Path.of("/dev/urandom");

    private KernelRandom() {}

    static RandomOctets octets() {
        return Files.isReadable(KERNEL) ? KernelRandom::read : new SecureRandom()::nextBytes;
    }

    private static void read(byte[] octets) {
        try (InputStream in = Files.newInputStream(KERNEL)) {
            if (in.readNBytes(octets, 0, octets.length) < octets.length) {
                throw new IOException("it has come to an end");
            }
        } catch (IOException failure) {
            new SecureRandom().nextBytes(octets);
        }
    }
}
