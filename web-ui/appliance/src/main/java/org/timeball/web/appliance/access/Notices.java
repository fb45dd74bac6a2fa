package org.timeball.web.appliance.access;

/** Where it is told who came in and who changed what: the event log. */
public interface Notices {

    /**
     * Tells it; does not wait, and does not fail.
     *
     * @param user     who
     * @param from     address
     * @param what     its stable name: lower case and dashes
     * @param sentence for a person, without secrets
     */
    void tell(String user, String from, String what, String sentence);
}
