package org.timeball.web.appliance.door;

import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.util.Optional;
import org.timeball.web.appliance.access.Origin;
import org.timeball.web.appliance.access.Person;

/**
 * What the gate found out about a request, for the route behind it.
 *
 * @param person    who asks; empty where nobody is signed in
 * @param formToken what a form on the page has to bring along
 * @param form      what was sent; without fields where nothing was
 */
public record Visit(Optional<Person> person, String formToken, Form form) {

    private static final String ATTRIBUTE = "timeball.visit";

    /** Leaves it at the request. */
    void at(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** What the gate left. */
    public static Visit of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Visit.class)
                .orElseThrow(() -> new IllegalStateException("every request passes the gate"));
    }

    /** Who is signed in, at a route that admits nobody else. */
    public Person signedIn() {
        return person.orElseThrow(() -> new IllegalStateException("the gate lets nobody through who is not signed in"));
    }

    /** Where a request came from. */
    public static Origin origin(HttpRequest<?> request) {
        var address = Optional.ofNullable(request.getRemoteAddress().getAddress())
                .map(InetAddress::getHostAddress)
                .orElse("?");
        return new Origin(
                address, request.getHeaders().get("User-Agent", String.class).orElse("no name"));
    }
}
