package org.timeball.web.appliance.page.alert;

import org.timeball.server.control.Age;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.alert.ChannelRecord;
import org.timeball.web.appliance.page.Engineering;

/**
 * A way to somebody who is not looking, on the page.
 *
 * @param name      as the configuration has it
 * @param way       which it is, and to where
 * @param least     what goes by it
 * @param delivered how many, and when last
 * @param waiting   how many, and when they are tried again
 * @param lost      how many were given up
 * @param trouble   why the last attempt failed; empty if it did not
 */
public record ChannelRow(
        String name, String way, String least, String delivered, String waiting, String lost, String trouble) {

    static ChannelRow of(ChannelRecord one, long utcSecond) {
        return new ChannelRow(
                one.name(),
                one.by() + " to " + one.target(),
                one.least().equals("critical") ? "critical alone" : one.least() + " or worse",
                one.lastUtcSecond() == 0
                        ? "none yet"
                        : Engineering.count(one.delivered()) + ", last "
                                + Age.words(Math.max(0, utcSecond - one.lastUtcSecond())),
                one.waiting() == 0
                        ? "none"
                        : Engineering.count(one.waiting()) + ", tried again in "
                                + Spoken.span(Math.round(one.nextSeconds())),
                one.lost() == 0 ? "none" : Engineering.count(one.lost()),
                one.trouble());
    }

    /** Whether the last attempt arrived. */
    public boolean isWell() {
        return trouble.isEmpty();
    }
}
