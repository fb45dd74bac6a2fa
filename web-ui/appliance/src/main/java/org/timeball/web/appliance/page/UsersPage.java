package org.timeball.web.appliance.page;

import java.util.List;
import org.timeball.web.appliance.access.Account;
import org.timeball.web.appliance.access.ApiToken;
import org.timeball.web.appliance.access.Person;
import org.timeball.web.appliance.access.Role;
import org.timeball.web.appliance.access.Session;

/**
 * Who may come in.
 *
 * @param notice   what became of what was just asked for
 * @param person   who looks
 * @param accounts all
 * @param tokens   of programs
 * @param sessions of others
 */
public record UsersPage(
        Notice notice, Person person, List<Account> accounts, List<ApiToken> tokens, List<Session> sessions) {

    /** Copies the lists. */
    public UsersPage {
        accounts = List.copyOf(accounts);
        tokens = List.copyOf(tokens);
        sessions = List.copyOf(sessions);
    }

    /** What may be chosen for a user. */
    public List<Role> roles() {
        return List.of(Role.values());
    }

    /** What may be chosen for a token. */
    public List<Role> tokenRoles() {
        return List.of(Role.VIEWER, Role.OPERATOR);
    }
}
