package org.timeball.web.appliance.access;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What those who are in may change about who may come in. Whether somebody may ask for it at all was decided before, by the
 * route; what is their own and what is others' is decided here.
 *
 * <p>Thread-safe.
 */
public final class AccessDesk {

    private final Access access;
    private final String box;

    /**
     * Changes nothing yet.
     *
     * @param access the door
     * @param box    name of this server, for authenticator programs
     */
    public AccessDesk(Access access, String box) {
        this.access = access;
        this.box = box;
    }

    /** Everybody who may sign in. */
    public List<Account> accounts() {
        return access.book().accounts();
    }

    /** The account of somebody. */
    public Optional<Account> account(Person person) {
        return access.book().account(person.name());
    }

    /** Sessions: all for an admin, else one's own. */
    public List<Session> sessions(Person person) {
        return access.book().sessions().stream()
                .filter(session -> maySee(person, session) && !session.isOver(access.now()))
                .toList();
    }

    /** One's own sessions. */
    public List<Session> ownSessions(Person person) {
        return sessions(person).stream()
                .filter(session -> session.account().equals(person.name()))
                .toList();
    }

    /** Others' sessions, as far as they may be seen. */
    public List<Session> othersSessions(Person person) {
        return sessions(person).stream()
                .filter(session -> !session.account().equals(person.name()))
                .toList();
    }

    /** The tokens of programs. */
    public List<ApiToken> tokens() {
        return access.book().tokens();
    }

    private static boolean maySee(Person person, Session session) {
        return person.role() == Role.ADMIN || session.account().equals(person.name());
    }

    /** One's own password; ends one's other sessions. */
    public Change changePassword(Person person, String old, String fresh, Origin from) {
        var account = account(person);
        if (account.isEmpty()) {
            return new Change.Unknown();
        }
        boolean isRight = access.hashing()
                .hash(true, () -> account.get().password().isOf(old))
                .orElse(false);
        if (!isRight) {
            return new Change.Refused("The old password is not right.");
        }
        return setPassword(person, person.name(), fresh, from);
    }

    /** Another's password, for somebody who lost theirs; ends all of that one's sessions but this. */
    public Change setPassword(Person by, String name, String password, Origin from) {
        var complaint = Passwords.complaint(name, password);
        if (complaint.isPresent()) {
            return new Change.Refused(complaint.get());
        }
        var hash = access.hashing().hash(true, () -> access.hashOf(password)).orElseThrow();
        synchronized (access) {
            var account = access.book().account(name);
            return account.isEmpty()
                    ? new Change.Unknown()
                    : kept(
                            by,
                            from,
                            "password-changed",
                            "new password for " + name,
                            book -> withoutOtherSessions(book.with(account.get().withPassword(hash)), name, by));
        }
    }

    private static AccessBook withoutOtherSessions(AccessBook book, String name, Person by) {
        String own = by.session().map(Session::digest).orElse("");
        return book.withSessions(sessions -> sessions.filter(
                session -> !session.account().equals(name) || session.digest().equals(own)));
    }

    /** A new user. */
    public Change add(Person by, String name, Role role, String password, Origin from) {
        var complaint = Passwords.complaint(name, password);
        if (complaint.isPresent()) {
            return new Change.Refused(complaint.get());
        }
        var hash = access.hashing().hash(true, () -> access.hashOf(password)).orElseThrow();
        synchronized (access) {
            if (access.book().account(name).isPresent()) {
                return new Change.Refused("There is a user " + name + " already.");
            }
            if (access.book().accounts().size() >= AccessBook.MOST_ACCOUNTS) {
                return new Change.Refused("There is room for " + AccessBook.MOST_ACCOUNTS + " users.");
            }
            var account = new Account(name, role, hash, "", 0, List.of(), access.now());
            return kept(by, from, "user-added", "user " + name + ", " + role.word(), book -> book.with(account));
        }
    }

    /** Another role. There is always an admin. */
    public Change setRole(Person by, String name, Role role, Origin from) {
        synchronized (access) {
            var account = access.book().account(name);
            if (account.isEmpty()) {
                return new Change.Unknown();
            }
            if (role != Role.ADMIN && !access.book().hasOtherAdmin(name)) {
                return new Change.Refused("Somebody has to be admin: make another user one first.");
            }
            return kept(
                    by,
                    from,
                    "role-changed",
                    name + " is " + role.word() + " now",
                    book -> book.with(account.get().withRole(role)));
        }
    }

    /** Removes a user with their sessions and the tokens they made. There is always an admin. */
    public Change remove(Person by, String name, Origin from) {
        synchronized (access) {
            if (access.book().account(name).isEmpty()) {
                return new Change.Unknown();
            }
            if (!access.book().hasOtherAdmin(name)) {
                return new Change.Refused("Somebody has to be admin: make another user one first.");
            }
            return kept(
                    by,
                    from,
                    "user-removed",
                    "user " + name + " with their sessions and tokens",
                    book -> book.without(name));
        }
    }

    /** A secret for somebody's authenticator program, which holds once a code of it was typed. */
    public TotpOffer offerTotp(Person person) {
        return offerTotp(person, Totp.secret(access.random()));
    }

    /** One that was offered before. */
    public TotpOffer offerTotp(Person person, String secret) {
        return new TotpOffer(secret, Totp.link(box, person.name(), secret));
    }

    /**
     * What an authenticator program takes over.
     *
     * @param secret base 32
     * @param link   the same as an {@code otpauth:} link
     */
    public record TotpOffer(String secret, String link) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "TotpOffer[]";
        }
    }

    /** Codes are asked for from now on, if this is one. */
    public Change beginTotp(Person person, String secret, String code, Origin from) {
        var account = account(person);
        if (account.isEmpty()) {
            return new Change.Unknown();
        }
        var step = Totp.accepted(secret, code, access.now(), 0);
        if (step.isEmpty()) {
            return new Change.Refused("That is not the code of now. Is the phone's clock right?");
        }
        return kept(
                person,
                from,
                "codes-begun",
                person.name() + " signs in with codes from now on",
                book -> book.with(account.get().withTotp(secret, step.getAsLong())));
    }

    /** Codes are asked for no more; wants the password. */
    public Change endTotp(Person person, String password, Origin from) {
        var account = account(person);
        if (account.isEmpty()) {
            return new Change.Unknown();
        }
        boolean isRight = access.hashing()
                .hash(true, () -> account.get().password().isOf(password))
                .orElse(false);
        return isRight
                ? kept(
                        person,
                        from,
                        "codes-ended",
                        person.name() + " signs in without codes from now on",
                        book -> book.with(account.get().withTotp("", 0)))
                : new Change.Refused("The password is not right.");
    }

    /** Ends a session: one's own, or, as an admin, anybody's. */
    public Change endSession(Person by, String id, Origin from) {
        synchronized (access) {
            var session =
                    sessions(by).stream().filter(one -> one.id().equals(id)).findFirst();
            return session.isEmpty()
                    ? new Change.Unknown()
                    : kept(
                            by,
                            from,
                            "session-ended",
                            "a session of " + session.get().account() + " from "
                                    + session.get().from(),
                            book -> book.withSessions(all -> all.filter(
                                    one -> !one.digest().equals(session.get().digest()))));
        }
    }

    /** Ends one's own sessions but this one. */
    public Change endOtherSessions(Person by, Origin from) {
        return kept(
                by,
                from,
                "sessions-ended",
                "all sessions of " + by.name() + " but this one",
                book -> withoutOtherSessions(book, by.name(), by));
    }

    /** Ends everybody's sessions but this one; an admin's. */
    public Change endAllSessionsBut(Person by, Origin from) {
        String own = by.session().map(Session::digest).orElse("");
        return kept(
                by,
                from,
                "sessions-ended",
                "all sessions of everybody but this one",
                book -> book.withSessions(all -> all.filter(one -> one.digest().equals(own))));
    }

    /** A token for a program, shown this once. It may look or operate; who may come in is for people to say. */
    public Change makeToken(Person by, String label, Role role, Origin from) {
        String name = label.strip();
        if (name.isEmpty() || name.length() > ApiToken.LONGEST_LABEL || !name.matches("[\\p{L}\\p{N} ._-]+")) {
            return new Change.Refused("A label has 1 to " + ApiToken.LONGEST_LABEL + " letters, digits and blanks.");
        }
        if (role == Role.ADMIN) {
            return new Change.Refused("A token is a viewer's or an operator's.");
        }
        synchronized (access) {
            if (access.book().tokens().size() >= AccessBook.MOST_TOKENS) {
                return new Change.Refused("There is room for " + AccessBook.MOST_TOKENS + " tokens.");
            }
            String secret = ApiToken.PREFIX + Secrets.random(access.random());
            String digest = Secrets.digest(secret);
            var token = new ApiToken(digest.substring(0, 16), name, role, digest, by.name(), access.now());
            return switch (kept(
                    by, from, "token-made", "token " + name + ", " + role.word(), book -> book.with(token))) {
                case Change.Done(var sentence) -> new Change.Made(sentence, secret);
                case Change.Made made -> made;
                case Change.Refused refused -> refused;
                case Change.Unknown unknown -> unknown;
            };
        }
    }

    /** Ends a token. */
    public Change revokeToken(Person by, String id, Origin from) {
        synchronized (access) {
            var token = tokens().stream().filter(one -> one.id().equals(id)).findFirst();
            return token.isEmpty()
                    ? new Change.Unknown()
                    : kept(by, from, "token-revoked", "token " + token.get().label(), book -> book.withoutToken(id));
        }
    }

    private Change kept(Person by, Origin from, String what, String sentence, UnaryOperator<AccessBook> change) {
        if (!access.keep(change)) {
            return new Change.Refused(Access.NOT_KEPT);
        }
        access.notices().tell(by.name(), from.address(), what, sentence);
        return new Change.Done(sentence);
    }
}
