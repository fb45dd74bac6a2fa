package org.timeball.web.appliance.door;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.timeball.web.appliance.access.Access;
import org.timeball.web.appliance.access.Person;
import org.timeball.web.appliance.firstrun.FirstRun;
import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Overview;
import org.timeball.web.appliance.page.Place;

/** Makes the frame of a page for whoever asks for it. */
@Singleton
public final class Frames {

    private final OverviewNow now;
    private final Access access;
    private final DoorSettings settings;
    private final FirstRun firstRun;

    /** What is known of the daemon now. */
    @FunctionalInterface
    public interface OverviewNow extends Supplier<Overview> {}

    Frames(OverviewNow now, Access access, DoorSettings settings, FirstRun firstRun) {
        this.firstRun = firstRun;
        this.now = now;
        this.access = access;
        this.settings = settings;
    }

    /** Around a page. */
    public Frame of(HttpRequest<?> request, Place here) {
        var overview = now.get();
        return of(
                request, here, overview, "%s %s · %s".formatted(overview.mark().glyph(), overview.box(), here.label()));
    }

    /** Around the overview, whose title says the state in words. */
    public Frame ofOverview(HttpRequest<?> request, Overview overview) {
        return of(request, Place.OVERVIEW, overview, overview.statement().title());
    }

    private Frame of(HttpRequest<?> request, Place here, Overview overview, String title) {
        var visit = Visit.of(request);
        boolean seesProgram = here == Place.OVERVIEW || visit.person().isPresent();
        return new Frame(
                title,
                overview.mark(),
                overview.box(),
                seesProgram ? overview.program() : "",
                here,
                visit.person().map(this::ofPerson).orElseGet(this::ofStranger),
                visit.person().map(Person::name),
                visit.formToken());
    }

    private List<Place> ofPerson(Person person) {
        return Arrays.stream(Place.values())
                .filter(place -> place != Place.SETUP || firstRun.isOpen())
                .filter(place -> place.least().filter(person.role()::covers).isPresent())
                .toList();
    }

    private List<Place> ofStranger() {
        var wayIn = access.isClaimed() ? Place.SIGN_IN : Place.CLAIM;
        return settings.isPublic() ? List.of(Place.OVERVIEW, wayIn) : List.of(wayIn);
    }

    /** Whether somebody may go on looking at what they were let in to. */
    public boolean isStillAdmitted(HttpRequest<?> request) {
        return settings.isPublic()
                || Visit.of(request).person().filter(access::isStillIn).isPresent();
    }
}
