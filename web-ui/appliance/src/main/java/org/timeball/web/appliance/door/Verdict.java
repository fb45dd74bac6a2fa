package org.timeball.web.appliance.door;

import java.util.Optional;
import org.timeball.web.appliance.access.Person;
import org.timeball.web.appliance.access.Role;

/** What the gate does with a request. */
sealed interface Verdict {

    /** It goes on. */
    record Pass() implements Verdict {}

    /**
     * The browser is shown the way in.
     *
     * @param path of a page of ours
     */
    record Elsewhere(String path) implements Verdict {}

    /**
     * It ends here.
     *
     * @param status   of HTTP
     * @param sentence why
     */
    record Refuse(int status, String sentence) implements Verdict {}

    /**
     * What is known of a request.
     *
     * @param admitted   whom its route is for
     * @param isChange   whether its method changes something
     * @param person     who asks, as far as that is known
     * @param isGenuine  whether it comes from a form of ours: right origin, right token of the form
     * @param isProgram  whether it brought a token of its own, which no browser sends by itself
     * @param isPage     whether a page of ours is asked for, which can show the way in instead
     */
    record Request(
            Admitted admitted,
            boolean isChange,
            Optional<Person> person,
            boolean isGenuine,
            boolean isProgram,
            boolean isPage) {}

    /**
     * Decides.
     *
     * @param isClaimed whether the box has an owner
     * @param isPublic  whether the operator has the public page on
     */
    static Verdict of(Request request, boolean isClaimed, boolean isPublic) {
        if (request.isProgram && request.person.isEmpty()) {
            return new Refuse(401, "This token is not known, or not any more.");
        }
        if (request.isChange && !request.isProgram && !request.isGenuine) {
            return new Refuse(
                    403, "This did not come from a form of this server, or the form is old: go back and reload it.");
        }
        var needed = request.admitted.role(isPublic);
        if (needed.isEmpty()) {
            return new Pass();
        }
        if (request.person.isEmpty()) {
            return wayIn(request, isClaimed);
        }
        return covers(request.person.get(), needed.get())
                ? new Pass()
                : new Refuse(403, "This is for " + needed.get().word() + "s.");
    }

    private static boolean covers(Person person, Role needed) {
        return person.role().covers(needed);
    }

    private static Verdict wayIn(Request request, boolean isClaimed) {
        if (!request.isPage || request.isChange) {
            return new Refuse(401, isClaimed ? "Sign in at /login." : "This server is to be claimed at /claim.");
        }
        return new Elsewhere(isClaimed ? "/login" : "/claim");
    }
}
