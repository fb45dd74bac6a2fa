package org.timeball.server.discovery.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * The keys that are known before anything is asked: DS or DNSKEY records, as a zone file has them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4035#section-4.4">RFC 4035 §4.4</a>
 */
public final class TrustAnchors {

    private static final int MAX_OCTETS = 65_536;

    private final byte[] text;
    private final List<Name> zones;

    private TrustAnchors(byte[] text, List<Name> zones) {
        this.text = text;
        this.zones = zones;
    }

    /**
     * Those of the root, as they were when this was built: the resource {@code root-anchors} says of when and whence.
     */
    public static TrustAnchors root() {
        try (InputStream in = TrustAnchors.class.getResourceAsStream("root-anchors")) {
            if (in == null) {
                throw new AssertionError("the resource root-anchors is missing");
            }
            return of(in.readAllBytes(), "the resource root-anchors");
        } catch (IOException impossible) {
            throw new AssertionError("the resource root-anchors is read and has keys", impossible);
        }
    }

    /**
     * Those in a file, and no others.
     *
     * @param file DS or DNSKEY records, one a line; a semicolon begins a comment
     * @throws IOException if it cannot be read, or there is something else in it, or nothing
     */
    public static TrustAnchors of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(MAX_OCTETS), file.toString());
        }
    }

    private static TrustAnchors of(byte[] text, String where) throws IOException {
        var zones = new ArrayList<Name>();
        try (var master = new Master(new ByteArrayInputStream(text), Name.root, 0)) {
            // Whoever can write the file must not make it read others.
            master.disableIncludes(true);
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                if (record.getType() != Type.DS && record.getType() != Type.DNSKEY) {
                    throw new IOException(where + " has a record " + Type.string(record.getType())
                            + "; trust anchors are DS or DNSKEY records");
                }
                zones.add(record.getName());
            }
        }
        if (zones.isEmpty()) {
            throw new IOException(where + " has no DS or DNSKEY record");
        }
        return new TrustAnchors(text, List.copyOf(zones));
    }

    /** Whether a name is of a zone that one of them begins. */
    boolean cover(Name name) {
        return zones.stream().anyMatch(name::subdomain);
    }

    void loadInto(ValidatingResolver resolver) {
        try {
            resolver.loadTrustAnchors(new ByteArrayInputStream(text));
        } catch (IOException impossible) {
            throw new AssertionError("these anchors were read before", impossible);
        }
    }
}
