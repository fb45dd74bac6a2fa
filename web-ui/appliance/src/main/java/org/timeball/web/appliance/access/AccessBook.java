package org.timeball.web.appliance.access;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All that is known of who may come in: a value, kept as one file.
 *
 * @param accounts who may sign in; none on a box that nobody claimed
 * @param sessions who is
 * @param tokens   of programs
 */
public record AccessBook(List<Account> accounts, List<Session> sessions, List<ApiToken> tokens) {

    /** Of a box that nobody claimed. */
    static final AccessBook EMPTY = new AccessBook(List.of(), List.of(), List.of());

    static final int MOST_ACCOUNTS = 50;
    static final int MOST_SESSIONS = 200;
    static final int MOST_TOKENS = 50;

    /** Copies the lists. */
    public AccessBook {
        accounts = List.copyOf(accounts);
        sessions = List.copyOf(sessions);
        tokens = List.copyOf(tokens);
    }

    Optional<Account> account(String name) {
        return accounts.stream().filter(account -> account.name().equals(name)).findFirst();
    }

    /** Whether somebody else than that one is an admin. */
    boolean hasOtherAdmin(String name) {
        return accounts.stream()
                .anyMatch(account ->
                        account.role() == Role.ADMIN && !account.name().equals(name));
    }

    /** With that account in the place of one of its name, or added. */
    AccessBook with(Account account) {
        boolean isKnown = account(account.name()).isPresent();
        var changed = isKnown
                ? accounts.stream().map(old -> old.name().equals(account.name()) ? account : old)
                : Stream.concat(accounts.stream(), Stream.of(account));
        return new AccessBook(changed.toList(), sessions, tokens);
    }

    /** Without an account and whatever it had: sessions, and the tokens it made. */
    AccessBook without(String name) {
        return new AccessBook(
                accounts.stream()
                        .filter(account -> !account.name().equals(name))
                        .toList(),
                sessions.stream()
                        .filter(session -> !session.account().equals(name))
                        .toList(),
                tokens.stream().filter(token -> !token.madeBy().equals(name)).toList());
    }

    /** With a session before the others; the oldest goes where there is no room. */
    AccessBook with(Session session) {
        return new AccessBook(
                accounts,
                Stream.concat(Stream.of(session), sessions.stream())
                        .limit(MOST_SESSIONS)
                        .toList(),
                tokens);
    }

    AccessBook with(ApiToken token) {
        return new AccessBook(
                accounts,
                sessions,
                Stream.concat(tokens.stream(), Stream.of(token)).toList());
    }

    AccessBook withoutToken(String id) {
        return new AccessBook(
                accounts,
                sessions,
                tokens.stream().filter(token -> !token.id().equals(id)).toList());
    }

    /** With sessions changed, or gone where there is none left. */
    AccessBook withSessions(UnaryOperator<Stream<Session>> change) {
        return new AccessBook(accounts, change.apply(sessions.stream()).toList(), tokens);
    }
}
