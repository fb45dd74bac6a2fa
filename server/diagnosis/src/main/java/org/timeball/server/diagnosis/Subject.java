package org.timeball.server.diagnosis;

import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.CheckVerdict;

/**
 * What a check is about, before it is known what it comes to.
 *
 * @param id   stable
 * @param area of which it is
 * @param name for people
 */
record Subject(String id, CheckArea area, String name) {

    Check good(String seen) {
        return check(CheckVerdict.GOOD, seen, "");
    }

    Check notApplicable(String seen) {
        return check(CheckVerdict.NOT_APPLICABLE, seen, "");
    }

    /** Of what is not there and need not be, but would do good. */
    Check notApplicable(String seen, String remedy) {
        return check(CheckVerdict.NOT_APPLICABLE, seen, remedy);
    }

    Check unknown(String seen, String remedy) {
        return check(CheckVerdict.UNKNOWN, seen, remedy);
    }

    Check attention(String seen, String remedy) {
        return check(CheckVerdict.ATTENTION, seen, remedy);
    }

    Check bad(String seen, String remedy) {
        return check(CheckVerdict.BAD, seen, remedy);
    }

    private Check check(CheckVerdict verdict, String seen, String remedy) {
        return new Check(id, area, name, verdict, seen, remedy, 0);
    }
}
