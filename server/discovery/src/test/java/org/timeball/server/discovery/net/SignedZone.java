package org.timeball.server.discovery.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A zone with a key of its own, ECDSA P-256, that signs what it is told. */
final class SignedZone {

    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static final int ZONE_KEY_AND_ENTRY_POINT = 257;
    private static final int DNSSEC_PROTOCOL = 3;
    private static final int ECDSA_P256_SHA256 = 13;
    private static final int SHA256 = 2;

    private final Name name;
    private final KeyPair pair;
    private final DNSKEYRecord key;

    SignedZone(String name) throws Exception {
        this.name = Name.fromString(name);
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        pair = generator.generateKeyPair();
        key = new DNSKEYRecord(
                this.name,
                DClass.IN,
                60,
                ZONE_KEY_AND_ENTRY_POINT,
                DNSSEC_PROTOCOL,
                ECDSA_P256_SHA256,
                pair.getPublic());
    }

    /** What a resolver has to know of it beforehand. */
    TrustAnchors anchor(Path folder) throws IOException {
        return TrustAnchors.of(Files.writeString(folder.resolve("anchor"), ds() + "\n"));
    }

    /** The same as a line of a zone file. */
    String ds() {
        return new DSRecord(name, DClass.IN, 60, SHA256, key).toString();
    }

    /** Records of one name and type, and their signature, good for a day around an instant. */
    List<Record> signed(List<Record> records, Instant when) throws Exception {
        return signed(records, when.minus(Duration.ofHours(12)), when.plus(Duration.ofHours(12)));
    }

    private List<Record> signed(List<Record> records, Instant from, Instant until) throws Exception {
        var set = new RRset(records.toArray(Record[]::new));
        var all = new ArrayList<>(records);
        all.add(DNSSEC.sign(set, key, pair.getPrivate(), from, until));
        return all;
    }

    /** Answers for the zone's keys, and for SRV records with those that are given. */
    Message answer(byte[] question, List<Record> services) throws Exception {
        boolean isForKeys = new Message(question).getQuestion().getType() == Type.DNSKEY;
        return Answer.plain(question, Rcode.NOERROR, isForKeys ? signed(List.of(key), NOW) : services);
    }
}
