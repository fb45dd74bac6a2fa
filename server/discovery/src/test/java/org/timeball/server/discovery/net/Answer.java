package org.timeball.server.discovery.net;

import java.io.IOException;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Messages of the DNS for tests. */
final class Answer {

    private Answer() {}

    /** Records as a zone file has them. */
    static List<Record> records(String zoneFile) throws IOException {
        try (var master = new Master(
                new java.io.ByteArrayInputStream(zoneFile.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)),
                Name.root,
                60)) {
            var records = new java.util.ArrayList<Record>();
            for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
            return records;
        }
    }

    /** To a question, from a resolver that says that it has validated. */
    static Message authentic(byte[] question, int rcode, List<? extends Record> records) throws IOException {
        var message = plain(question, rcode, records);
        message.getHeader().setFlag(Flags.AD);
        return message;
    }

    static Message plain(byte[] question, int rcode, List<? extends Record> records) throws IOException {
        var asked = new Message(question);
        var message = new Message(asked.getHeader().getID());
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.RA);
        message.getHeader().setRcode(rcode);
        message.addRecord(asked.getQuestion(), Section.QUESTION);
        records.forEach(record -> message.addRecord(record, Section.ANSWER));
        return message;
    }

    /** Over UDP cut where the client's buffer ends. */
    static List<byte[]> sent(Message message, boolean isTcp) {
        return List.of(message.toWire(isTcp ? 65_535 : 1_232));
    }
}
