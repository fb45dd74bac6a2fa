package org.timeball.server.protocol.pool;

import java.util.List;

/**
 * The two sets of record types under which the pool protocol is spoken; they do not mix within a message.
 *
 * <p>Types whose critical bit must be set mean nothing here without it. That also keeps the old 0x4001 apart from the
 * identity of an NTPv5 draft, which has the same number and is not critical.
 */
public enum PoolNumbers {
    /** Allocated by IANA in 2026. */
    IANA(8, 9, 10, 11, 12, 13, 14),
    /** Of the experiment before that. */
    OLD(0x4000, 0x4004, 0x4001, 0x4006, 0x4002, 0x4003, 0x4005);

    final int keepAlive;
    final int supportedProtocols;
    final int supportedAlgorithms;
    final int listServerNames;
    final int fixedKeys;
    final int serverDeny;
    final int token;

    private final List<Integer> insistent;

    PoolNumbers(
            int keepAlive,
            int supportedProtocols,
            int supportedAlgorithms,
            int listServerNames,
            int fixedKeys,
            int serverDeny,
            int token) {
        this.keepAlive = keepAlive;
        this.supportedProtocols = supportedProtocols;
        this.supportedAlgorithms = supportedAlgorithms;
        this.listServerNames = listServerNames;
        this.fixedKeys = fixedKeys;
        this.serverDeny = serverDeny;
        this.token = token;
        this.insistent = List.of(supportedProtocols, supportedAlgorithms, listServerNames, fixedKeys);
    }

    /** Whether a record of that type has to be critical: those that change what a whole request means. */
    boolean wantsCritical(int type) {
        return insistent.contains(type);
    }
}
