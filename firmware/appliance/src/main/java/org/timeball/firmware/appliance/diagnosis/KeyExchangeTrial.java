package org.timeball.firmware.appliance.diagnosis;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.Association;
import org.timeball.server.client.AssociationSettings;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.PollRange;
import org.timeball.server.client.Security;
import org.timeball.server.client.Step;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.KeyExchangeConnection;
import org.timeball.server.client.net.NtpExchange;
import org.timeball.server.client.net.Trouble;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.client.nts.KeyExchangeAnswer;
import org.timeball.server.diagnosis.ServiceFacts;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * A key exchange with this box itself and a request for time under the keys it gave, as a client would do both.
 *
 * @param listen      where keys are handed out
 * @param name        under which a client would come; empty where there is no certificate yet
 * @param authorities that vouch for what is shown there
 * @param nowNanos    of the clock by which dates are judged, since the Unix epoch
 * @param isTimeKnown whether that clock is right
 */
record KeyExchangeTrial(
        InetSocketAddress listen, String name, List<X509Certificate> authorities, long nowNanos, boolean isTimeKnown) {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final List<AeadAlgorithm> ALGORITHMS = List.of(AeadAlgorithm.AES_SIV_CMAC_256);

    /** What came of it. */
    ServiceFacts.Asked run() {
        if (name.isEmpty()) {
            return failed("it is not open before there is a certificate");
        }
        var server = new NtpServer(name, listen.getPort());
        var clock = new CertificateClock(nowNanos, nowNanos, isTimeKnown);
        try (var connection = KeyExchangeConnection.open(
                List.of(reachable()), server, TrustedAuthorities.of(authorities), clock, PATIENCE)) {
            return switch (connection.exchange(ALGORITHMS)) {
                case KeyExchangeAnswer.Agreed agreed -> timed(agreed, connection.keys(agreed));
                case KeyExchangeAnswer.Refused(var _, String reason) -> failed("no keys: " + reason);
            };
        } catch (ClientException failure) {
            return failure.trouble() == Trouble.CERTIFICATE
                    ? answered("it speaks TLS 1.3; what clients make of its certificate is said there")
                    : failed(String.valueOf(failure.getMessage()));
        }
    }

    private ServiceFacts.Asked timed(KeyExchangeAnswer.Agreed agreed, AgreedKeys keys) {
        var cookies = keys.cookies().size() + (keys.cookies().size() == 1 ? " cookie" : " cookies");
        if (agreed.ntpServer().isPresent()) {
            return answered(
                    cookies + ", and clients are sent to " + agreed.ntpServer().get() + " for time");
        }
        try {
            ask(keys);
            return answered(cookies + ", and authentic time with one of them");
        } catch (ClientException failure) {
            return failed(cookies + ", but no authentic time with one of them: " + failure.getMessage());
        }
    }

    private void ask(AgreedKeys keys) throws ClientException {
        var random = new SecureRandom();
        var security = new Security.Nts(ALGORITHMS, Optional.of(keys));
        var settings = new AssociationSettings(security, PollRange.USUAL, false, 0);
        var association = new Association(settings, random::nextBytes, System.nanoTime());
        if (!(association.next(System.nanoTime()) instanceof Step.Ask ask)) {
            throw new IllegalStateException("an association with a cookie asks");
        }
        var address = new InetSocketAddress(reachable(), keys.server().port());
        new NtpExchange(association).ask(address, ask.request(), System.nanoTime() + PATIENCE.toNanos());
    }

    private ServiceFacts.Asked answered(String told) {
        return new ServiceFacts.Asked(ServiceLook.words(listen), "", told);
    }

    private ServiceFacts.Asked failed(String trouble) {
        return new ServiceFacts.Asked(ServiceLook.words(listen), trouble, "");
    }

    /** A wildcard is asked at the loopback address of its family. */
    private InetAddress reachable() {
        var address = listen.getAddress();
        return address.isAnyLocalAddress()
                ? InetAddress.ofLiteral(address instanceof Inet4Address ? "127.0.0.1" : "::1")
                : address;
    }
}
