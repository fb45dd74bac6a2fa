package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.timeball.server.control.alert.AlertReport;

/** Alerts for a person, for a program, and as an exit code. */
class AlertsTextTest {

    @Test
    void saysWhatIsRaisedWhatWasToldAndWhatFails() {
        assertEquals("""
                warning  Antenna fault, since 2026-11-18T11:06:40Z, gone for the moment: The receiver says that its antenna is open

                Told last:
                2026-11-18T11:07:40Z  warning  ntp1: Antenna fault

                phone: ntfy to ntfy.sh, warning or worse; delivered 1,200, last at 2026-11-18T11:07:41Z
                mail: e-mail to a@example.org, critical or worse; delivered 0; waiting 2, tried again in 1 min 1 s; lost 3
                  FAILS: nobody listens there
                """, AlertsText.report(Example.ALERTS));
    }

    @Test
    void saysThatNobodyIsTold() {
        assertEquals(
                "Nothing is raised.\n\nNobody is told: the configuration has no [[alert]].\n",
                AlertsText.report(AlertReport.NONE));
    }

    @Test
    void hasLinesForAProgram() {
        assertEquals("""
                raised,antenna,,warning,1795000000,The receiver says that its antenna is open
                told,7,began,antenna,,warning,1795000060,ntp1: Antenna fault
                channel,phone,ntfy,ntfy.sh,warning,0,1200,0,0,1795000061,
                channel,mail,e-mail,a@example.org,critical,2,0,3,4,0,nobody listens there
                """, AlertsText.csv(Example.ALERTS));
    }

    @Test
    void endsWithOneWhereSomebodyHasToSeeToIt() {
        assertEquals(1, AlertsCommand.exitCode(Example.ALERTS));
        assertEquals(0, AlertsCommand.exitCode(AlertReport.NONE));
    }
}
