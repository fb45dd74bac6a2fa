package org.timeball.web.appliance.page;

import java.util.List;
import java.util.Optional;
import org.timeball.web.appliance.access.AccessDesk.TotpOffer;
import org.timeball.web.appliance.access.Person;
import org.timeball.web.appliance.access.Session;

/**
 * What somebody may change about themselves.
 *
 * @param notice   what became of what was just asked for
 * @param person   who looks
 * @param hasCodes whether they sign in with codes
 * @param offer    a secret for codes that is being set up
 * @param sessions theirs
 */
public record AccountPage(
        Notice notice, Person person, boolean hasCodes, Optional<TotpOffer> offer, List<Session> sessions) {

    /** Copies the list. */
    public AccountPage {
        sessions = List.copyOf(sessions);
    }

    /** Whether it is the one by which this page is looked at. */
    public boolean isThis(Session session) {
        return person.session()
                .filter(own -> own.digest().equals(session.digest()))
                .isPresent();
    }
}
