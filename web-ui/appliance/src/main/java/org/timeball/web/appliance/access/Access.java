package org.timeball.web.appliance.access;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.state.StateException;

/**
 * The door: claims, sign-ins, and who somebody is. What may be changed by those who are in is {@link AccessDesk}'s.
 *
 * <p>Thread-safe. The lock is contended by requests; slow hashes are made outside of it, in the {@link HashingRoom}.
 */
public final class Access {

    /** Said to everybody who may not come in, whatever the reason: a stranger learns nothing of who there is. */
    static final String WRONG = "Name, password or code is not right.";

    static final String TOO_OFTEN = "Too many tries. Wait a minute.";
    static final String NOT_KEPT = "It could not be written to the disk, and all is as before.";

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    private static final int TRIES_A_MINUTE = 10;
    private static final int TRIES_OF_AN_ADDRESS = 30;
    private static final int CLAIMS_A_MINUTE = 5;
    private static final int MOST_NAMES = 2_000;
    private static final int LONGEST_NAME = 64;
    private static final long SEEN_EVERY_SECONDS = 300;

    private final AccessStore store;
    private final Notices notices;
    private final SecureRandom random;
    private final LongSupplier utcSeconds;
    private final LongSupplier nanos;
    private final HashingRoom hashing = new HashingRoom();
    private final int iterations;
    private final PasswordHash nobodys;

    private final Limiter names = new Limiter(TRIES_A_MINUTE, MOST_NAMES);
    private final Limiter addresses = new Limiter(TRIES_OF_AN_ADDRESS, MOST_NAMES);
    private final Limiter claims = new Limiter(CLAIMS_A_MINUTE, 1);
    private final Limiter told = new Limiter(1, MOST_NAMES);

    private AccessBook book;
    private ClaimNote claim;
    private long claimChanged;

    /**
     * Reads the files.
     *
     * @param store      where they are
     * @param notices    who is told
     * @param random     makes what is secret
     * @param utcSeconds the time of day, since the Unix epoch
     * @param nanos      monotonic
     * @throws StateException if they cannot be read
     */
    public Access(AccessStore store, Notices notices, SecureRandom random, LongSupplier utcSeconds, LongSupplier nanos)
            throws StateException {
        this(store, notices, random, utcSeconds, nanos, PasswordHash.ITERATIONS);
    }

    /** With passwords hashed as often as is said. */
    Access(
            AccessStore store,
            Notices notices,
            SecureRandom random,
            LongSupplier utcSeconds,
            LongSupplier nanos,
            int iterations)
            throws StateException {
        this.store = store;
        this.notices = notices;
        this.random = random;
        this.utcSeconds = utcSeconds;
        this.nanos = nanos;
        this.iterations = iterations;
        this.nobodys = PasswordHash.nobodys(random, iterations);
        this.book = AccessBook.EMPTY;
        this.claim = ClaimNote.NONE;
        this.claimChanged = -1;
        readClaim();
        if (!claim.forgetsAll()) {
            book = store.book();
        }
    }

    /**
     * Makes a claim code for a box that nobody claimed.
     *
     * @return the code; empty if the box is claimed
     * @throws StateException if a file cannot be written
     */
    public synchronized Optional<String> openForClaim() throws StateException {
        if (isClaimed()) {
            return Optional.empty();
        }
        String code = store.makeCode(random, 0, false);
        readClaim();
        return Optional.of(code);
    }

    /** Whether the box has an owner. */
    public synchronized boolean isClaimed() {
        heedOtherProcess();
        return book.accounts().stream().anyMatch(account -> account.role() == Role.ADMIN);
    }

    /** Whether a code would let somebody in now. */
    public synchronized boolean isOpenForClaim() {
        heedOtherProcess();
        return !claim.digest().isEmpty()
                && (claim.untilSeconds() == 0 || utcSeconds.getAsLong() < claim.untilSeconds());
    }

    /** Takes a code for a new admin, or for an old one's new password. The code is dead afterwards. */
    public Entry claim(String code, String name, String password, Origin from) {
        synchronized (this) {
            heedOtherProcess();
            if (!claims.take("", nanos.getAsLong())) {
                return new Entry.Out(TOO_OFTEN, true);
            }
            if (!claim.isOf(code, utcSeconds.getAsLong())) {
                return new Entry.Out("That is not the claim code.", false);
            }
        }
        var complaint = Passwords.complaint(name, password);
        if (complaint.isPresent()) {
            return new Entry.Out(complaint.get(), false);
        }
        var hash = hashing.hash(true, () -> hashOf(password)).orElseThrow();
        return claimed(code, name, hash, from);
    }

    /**
     * Makes the first admin of a box that nobody owns, as the file {@code setup.toml} orders it; the claim code is dead
     * afterwards.
     *
     * @param from where that file is, for the log
     * @return what is wrong; empty if it was done
     */
    public synchronized Optional<String> own(String name, PasswordHash hash, String from) {
        if (isClaimed()) {
            return Optional.of("the box has an owner");
        }
        if (!Account.isName(name)) {
            return Optional.of("\"" + name + "\" is no name of a user");
        }
        if (!end(name, new Account(name, Role.ADMIN, hash, "", 0, List.of(), utcSeconds.getAsLong()))) {
            return Optional.of(NOT_KEPT);
        }
        notices.tell(name, from, "claimed", name + " became admin by " + from);
        return Optional.empty();
    }

    /** A new one, slowly. */
    PasswordHash hashOf(String password) {
        return PasswordHash.of(password, random, iterations);
    }

    private synchronized Entry claimed(String code, String name, PasswordHash hash, Origin from) {
        if (!claim.isOf(code, utcSeconds.getAsLong())) {
            return new Entry.Out("That is not the claim code.", false);
        }
        var account = book.account(name)
                .map(old -> old.withRole(Role.ADMIN).withPassword(hash).withTotp("", 0))
                .orElseGet(() -> new Account(name, Role.ADMIN, hash, "", 0, List.of(), utcSeconds.getAsLong()));
        if (!end(name, account)) {
            return new Entry.Out(NOT_KEPT, false);
        }
        notices.tell(name, from.address(), "claimed", name + " became admin by the claim code");
        return in(account, from);
    }

    private boolean end(String name, Account account) {
        try {
            // First the code: it must not open a second time because the power went.
            store.endCode();
            readClaim();
            return keep(old -> old.with(account)
                    .withSessions(sessions ->
                            sessions.filter(session -> !session.account().equals(name))));
        } catch (StateException refused) {
            LOG.error("event=access-unsaved reason=\"{}\"", refused.getMessage());
            return false;
        }
    }

    /**
     * Signs somebody in.
     *
     * @param code   of their authenticator program; empty if they use none
     * @param device what this browser was given when somebody signed in with it before; or empty
     */
    public Entry signIn(String name, String password, String code, String device, Origin from) {
        PasswordHash kept;
        boolean isKnown;
        synchronized (this) {
            heedOtherProcess();
            var account = book.account(name);
            String digest = Secrets.digest(device);
            isKnown = account.filter(known -> known.devices().contains(digest)).isPresent();
            String who = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
            boolean mayTry = isKnown
                    ? names.take(who + '\n' + digest, nanos.getAsLong())
                    : addresses.take(from.address(), nanos.getAsLong()) && names.take(who, nanos.getAsLong());
            if (!mayTry) {
                tellOfTries(account, from);
                return new Entry.Out(TOO_OFTEN, true);
            }
            kept = account.map(Account::password).orElse(nobodys);
        }
        return hashing.hash(isKnown, () -> kept.isOf(password))
                .map(isRight -> checked(isRight, name, kept, code, from))
                .orElseGet(() -> new Entry.Out(TOO_OFTEN, true));
    }

    private synchronized Entry checked(boolean isRight, String name, PasswordHash kept, String code, Origin from) {
        var account =
                book.account(name).filter(known -> isRight && known.password().equals(kept));
        if (account.isEmpty()) {
            LOG.info("event=sign-in-refused from={}", from.address());
            return new Entry.Out(WRONG, false);
        }
        if (!account.get().hasTotp()) {
            return in(account.get(), from);
        }
        var step = Totp.accepted(
                account.get().totp(),
                code,
                utcSeconds.getAsLong(),
                account.get().totpStep());
        return step.isPresent()
                ? in(account.get().withTotp(account.get().totp(), step.getAsLong()), from)
                : new Entry.Out(WRONG, false);
    }

    private void tellOfTries(Optional<Account> account, Origin from) {
        if (account.isPresent() && told.take(account.get().name(), nanos.getAsLong())) {
            notices.tell(
                    account.get().name(),
                    from.address(),
                    "sign-ins-refused",
                    "more than " + TRIES_A_MINUTE + " tries to sign in as "
                            + account.get().name() + " in a minute");
        }
    }

    /** A new session under a new id, whatever the browser had before. */
    private Entry in(Account account, Origin from) {
        String secret = Secrets.random(random);
        String device = Secrets.random(random);
        long now = utcSeconds.getAsLong();
        var session = new Session(Secrets.digest(secret), account.name(), now, now, from.address(), from.agent());
        boolean isKept = keep(old -> old.with(account.withDevice(Secrets.digest(device)))
                .withSessions(sessions -> sessions.filter(other -> !other.isOver(now)))
                .with(session));
        if (!isKept) {
            return new Entry.Out(NOT_KEPT, false);
        }
        names.clear(account.name());
        notices.tell(account.name(), from.address(), "signed-in", account.name() + " signed in");
        return new Entry.In(new Person(account.name(), account.role(), Optional.of(session)), secret, device);
    }

    /** Who that cookie is; empty where it is nobody's, or not any more. */
    public synchronized Optional<Person> bySession(String secret) {
        heedOtherProcess();
        String digest = Secrets.digest(secret);
        long now = utcSeconds.getAsLong();
        var found = book.sessions().stream()
                .filter(session -> session.digest().equals(digest) && !session.isOver(now))
                .findFirst();
        found.filter(session -> now - session.seenSeconds() >= SEEN_EVERY_SECONDS)
                .ifPresent(this::seen);
        return found.flatMap(session -> book.account(session.account())
                .map(account -> new Person(account.name(), account.role(), Optional.of(session))));
    }

    private void seen(Session session) {
        long now = utcSeconds.getAsLong();
        keep(old -> old.withSessions(
                sessions -> sessions.map(one -> one.digest().equals(session.digest()) ? one.seen(now) : one)));
    }

    /** Whether somebody who came in is still in: not signed out, not removed, with the role they had. */
    public synchronized boolean isStillIn(Person person) {
        return person.session()
                .map(session -> book.account(person.name())
                                .filter(account -> account.role() == person.role())
                                .isPresent()
                        && book.sessions().stream().anyMatch(one -> one.digest().equals(session.digest())))
                .orElseGet(() -> book.tokens().stream().anyMatch(token -> token.isOf(person)));
    }

    /** Who that token is; empty where it is nobody's. */
    public synchronized Optional<Person> byToken(String token) {
        heedOtherProcess();
        String digest = Secrets.digest(token);
        return book.tokens().stream()
                .filter(known -> known.digest().equals(digest))
                .findFirst()
                .map(ApiToken::person);
    }

    /** The present book. */
    synchronized AccessBook book() {
        return book;
    }

    /** Changes the book if the disk takes the change; says whether it did. */
    synchronized boolean keep(UnaryOperator<AccessBook> change) {
        var changed = change.apply(book);
        try {
            store.save(changed);
            book = changed;
            return true;
        } catch (StateException refused) {
            LOG.error("event=access-unsaved reason=\"{}\"", refused.getMessage());
            return false;
        }
    }

    /** {@code timeball web claim-code} runs in another process and writes the claim's file. */
    private void heedOtherProcess() {
        if (store.claimChanged() == claimChanged) {
            return;
        }
        try {
            readClaim();
        } catch (StateException unreadable) {
            LOG.error("event=claim-unreadable reason=\"{}\"", unreadable.getMessage());
        }
    }

    private void readClaim() throws StateException {
        claimChanged = store.claimChanged();
        claim = store.claim();
        if (claim.forgetsAll()) {
            store.save(AccessBook.EMPTY);
            book = AccessBook.EMPTY;
            claim = new ClaimNote(claim.digest(), claim.untilSeconds(), false);
            store.save(claim);
            claimChanged = store.claimChanged();
            notices.tell("console", "this machine", "access-forgotten", "everybody who might sign in was forgotten");
        }
    }

    long now() {
        return utcSeconds.getAsLong();
    }

    SecureRandom random() {
        return random;
    }

    HashingRoom hashing() {
        return hashing;
    }

    Notices notices() {
        return notices;
    }
}
