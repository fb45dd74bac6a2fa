package org.timeball.server.discovery.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.Refusal;
import org.timeball.server.discovery.Validation;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** One question to one resolver, and what its answer is worth. */
final class Lookup {

    /** The size that gets through without fragments (dnsflagday.net/2020); what is longer comes over TCP. */
    private static final int UDP_OCTETS = 1_232;

    /** What a resolver says of signatures that it refuses (RFC 8914 §4). */
    private static final Set<Integer> BOGUS = Set.of(
            ExtendedErrorCodeOption.DNSSEC_BOGUS,
            ExtendedErrorCodeOption.SIGNATURE_EXPIRED,
            ExtendedErrorCodeOption.SIGNATURE_NOT_YET_VALID,
            ExtendedErrorCodeOption.DNSKEY_MISSING,
            ExtendedErrorCodeOption.RRSIGS_MISSING,
            ExtendedErrorCodeOption.NO_ZONE_KEY_BIT_SET,
            ExtendedErrorCodeOption.NSEC_MISSING);

    private final InetSocketAddress address;
    private final Name name;
    private final Duration patience;
    private final DnsSockets sockets;

    Lookup(InetSocketAddress address, Name name, Duration patience) {
        this.address = address;
        this.name = name;
        this.patience = patience;
        sockets = new DnsSockets(patience);
    }

    /** Follows the signatures. dnsjava caches keys and forgets them with this: resolvers have caches, too. */
    Discovery validated(TrustAnchors anchors, Clock clock, RandomGenerator random) throws InterruptedException {
        if (!anchors.cover(name)) {
            return refused(Refusal.INDETERMINATE, "no trust anchor is of a zone that " + name + " is in");
        }
        var validating = new ValidatingResolver(simple(), clock);
        anchors.loadInto(validating);
        validating.setEDNS(0, UDP_OCTETS, 0);
        return send(validating, question(), answer -> judge(answer, clock, random));
    }

    /** Believes the resolver. */
    Discovery believed(RandomGenerator random) throws InterruptedException {
        var simple = simple();
        simple.setEDNS(0, UDP_OCTETS, 0);
        var question = question();
        // Without DO the bit says that we want to know (RFC 6840 §5.7).
        question.getHeader().setFlag(Flags.AD);
        return send(simple, question, answer -> judge(answer, random));
    }

    private SimpleResolver simple() {
        var simple = new SimpleResolver(address);
        simple.setIoClientFactory(sockets);
        simple.setTimeout(patience);
        return simple;
    }

    private Message question() {
        return Message.newQuery(Record.newRecord(name, Type.SRV, DClass.IN));
    }

    /** What an answer is worth. */
    private interface Judgement {
        Discovery of(Message answer);
    }

    private Discovery send(Resolver resolver, Message question, Judgement judgement) throws InterruptedException {
        try {
            var answer =
                    resolver.sendAsync(question).toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return failedRcode(answer).orElseGet(() -> judgement.of(answer));
        } catch (TimeoutException late) {
            return silent();
        } catch (ExecutionException failure) {
            return failed(rootOf(failure));
        }
    }

    private static Throwable rootOf(Throwable failure) {
        var cause = failure.getCause();
        boolean isWrapped = failure instanceof ExecutionException || failure instanceof CompletionException;
        return isWrapped && cause != null ? rootOf(cause) : failure;
    }

    /** Of the signatures' keys or of the first question: that makes the difference. */
    private Discovery silent() {
        return sockets.firstAnswer().isPresent()
                ? refused(Refusal.INDETERMINATE, words() + " answers, but does not tell the keys of " + name)
                : refused(Refusal.TIMEOUT, words() + " does not answer");
    }

    private Discovery failed(Throwable cause) {
        return switch (cause) {
            case SocketTimeoutException _ -> silent();
            case WireParseException malformed ->
                refused(Refusal.MALFORMED, words() + " does not speak DNS: " + malformed.getMessage());
            case IOException failure ->
                refused(Refusal.SERVER_FAILED, words() + " cannot be asked: " + failure.getMessage());
            // dnsjava takes messages apart that anybody may have written.
            case RuntimeException unreadable ->
                refused(Refusal.MALFORMED, "the answer of " + words() + " cannot be read: " + unreadable);
            default -> throw new AssertionError("looking up " + name, cause);
        };
    }

    /** What the resolver itself refuses, whatever dnsjava makes of it. */
    private Optional<Discovery> failedRcode(Message answer) {
        int rcode = firstAnswer().getRcode();
        if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
            return Optional.empty();
        }
        return Optional.of(bogusWords(answer)
                .map(why -> refused(Refusal.BOGUS, words() + " finds the signatures of " + name + " bad: " + why))
                .orElseGet(() -> refused(Refusal.SERVER_FAILED, words() + " answers " + Rcode.string(rcode))));
    }

    private static Optional<String> bogusWords(Message answer) {
        return extendedErrors(answer)
                .filter(error -> BOGUS.contains(error.getErrorCode()))
                .map(error -> ExtendedErrorCodeOption.text(error.getErrorCode()))
                .findFirst();
    }

    private static Stream<ExtendedErrorCodeOption> extendedErrors(Message answer) {
        var edns = answer.getOPT();
        List<EDNSOption> options = edns == null ? List.of() : edns.getOptions();
        return options.stream()
                .filter(ExtendedErrorCodeOption.class::isInstance)
                .map(ExtendedErrorCodeOption.class::cast);
    }

    /** An answer that dnsjava has looked at: the bit AD is its own, as is a code that the resolver did not send. */
    private Discovery judge(Message answer, Clock clock, RandomGenerator random) {
        var read = new SrvAnswer(answer, name);
        if (answer.getHeader().getFlag(Flags.AD)) {
            return read.read(Validation.CHECKED_HERE, random);
        }
        var reason = reasonOf(answer);
        if (answer.getRcode() == Rcode.SERVFAIL) {
            return refused(Refusal.BOGUS, name + " is not what was signed: " + reason + dated(clock.instant()));
        }
        if (!read.namesServers()) {
            return read.read(Validation.CHECKED_HERE, random);
        }
        return reason.isEmpty()
                ? refused(Refusal.INDETERMINATE, "whether " + name + " ought to be signed cannot be found out")
                : refused(Refusal.UNSIGNED, name + " is not signed: " + reason);
    }

    /** In dnsjava's words, without the records that it puts into braces. */
    private static String reasonOf(Message answer) {
        var words = answer.getSection(Section.ADDITIONAL).stream()
                .filter(record -> record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS)
                .filter(TXTRecord.class::isInstance)
                .flatMap(record -> ((TXTRecord) record).getStrings().stream())
                .collect(Collectors.joining());
        return words.replaceFirst("(?s)[:\\s]*\\{.*", "");
    }

    /** Where dates are the trouble, it may be this machine's clock that is wrong. */
    private String dated(Instant now) {
        return signatures()
                .filter(signature -> now.isBefore(signature.getTimeSigned()) || now.isAfter(signature.getExpire()))
                .findFirst()
                .map(signature -> "; its signature is good from %s to %s, and this machine's clock says %s"
                        .formatted(
                                signature.getTimeSigned(), signature.getExpire(), now.truncatedTo(ChronoUnit.SECONDS)))
                .orElse("");
    }

    private Stream<RRSIGRecord> signatures() {
        return firstAnswer().getSection(Section.ANSWER).stream()
                .filter(RRSIGRecord.class::isInstance)
                .map(RRSIGRecord.class::cast);
    }

    /** To the first question, as it came. */
    private Message firstAnswer() {
        try {
            return new Message(sockets.firstAnswer().orElseThrow());
        } catch (IOException impossible) {
            throw new AssertionError("dnsjava has read it before", impossible);
        }
    }

    private Discovery judge(Message answer, RandomGenerator random) {
        var read = new SrvAnswer(answer, name);
        return answer.getHeader().getFlag(Flags.AD) || !read.namesServers()
                ? read.read(Validation.TRUSTED_RESOLVER, random)
                : refused(Refusal.UNSIGNED, words() + " does not say that " + name + " is signed");
    }

    private String words() {
        return "the resolver " + address.getAddress().getHostAddress() + " port " + address.getPort();
    }

    private static Discovery refused(Refusal reason, String words) {
        return new Discovery.Refused(reason, words);
    }
}
