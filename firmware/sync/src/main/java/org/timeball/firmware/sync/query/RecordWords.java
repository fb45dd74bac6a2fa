package org.timeball.firmware.sync.query;

import org.timeball.server.protocol.NtsRecord;

/** A record of key exchange in a few words. */
final class RecordWords {

    private RecordWords() {}

    static String of(NtsRecord record) {
        return switch (record) {
            case NtsRecord.EndOfMessage() -> "end of message";
            case NtsRecord.NextProtocol(var ids) -> "protocol " + ids;
            case NtsRecord.ErrorRecord(int code) -> "error " + code;
            case NtsRecord.Warning(int code) -> "warning " + code;
            case NtsRecord.Aead(var ids) -> "AEAD " + ids;
            case NtsRecord.NewCookie(var cookie) -> "cookie of " + cookie.length() + " octets";
            case NtsRecord.Server(String name) -> "NTP server " + name;
            case NtsRecord.Port(int port) -> "NTP port " + port;
            case NtsRecord.CompliantExport() -> "exporter context by the book (1024)";
            case NtsRecord.Unknown unknown -> "type " + unknown.type();
        };
    }
}
