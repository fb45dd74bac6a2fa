package org.timeball.server.client;

import java.util.function.UnaryOperator;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.NtpHeader;

/** Headers with something else in them. */
final class Headers {

    private Headers() {}

    static UnaryOperator<NtpHeader> kissing(String code) {
        return header -> with(header, 3, 0, 0, 0, RefId.ofAscii(code));
    }

    static NtpTimestamp later(NtpTimestamp stamp, long seconds) {
        return new NtpTimestamp(stamp.bits() + (seconds << 32));
    }

    static NtpHeader with(NtpHeader header, int leap, int stratum, int rootDelay, int dispersion, RefId refId) {
        return new NtpHeader(
                leap,
                header.version(),
                header.mode(),
                stratum,
                header.pollLog2(),
                header.precisionLog2(),
                rootDelay,
                dispersion,
                refId,
                header.reference(),
                header.origin(),
                header.receive(),
                header.transmit());
    }

    static NtpHeader with(NtpHeader header, NtpTimestamp reference, NtpTimestamp receive, NtpTimestamp transmit) {
        return new NtpHeader(
                header.leap(),
                header.version(),
                header.mode(),
                header.stratum(),
                header.pollLog2(),
                header.precisionLog2(),
                header.rootDelayBits(),
                header.rootDispersionBits(),
                header.refId(),
                reference,
                header.origin(),
                receive,
                transmit);
    }
}
