/** What the web process, the command and tests know of the daemon. */
module org.timeball.server.control {
    requires transitive org.timeball.refclock.time;
    requires tools.jackson.databind;

    exports org.timeball.server.control;
    exports org.timeball.server.control.admin;
    exports org.timeball.server.control.alert;
    exports org.timeball.server.control.configuration;
    exports org.timeball.server.control.diagnosis;
    exports org.timeball.server.control.event;
    exports org.timeball.server.control.history;
    exports org.timeball.server.control.net;

    opens org.timeball.server.control to
            tools.jackson.databind;
    opens org.timeball.server.control.admin to
            tools.jackson.databind;
    opens org.timeball.server.control.alert to
            tools.jackson.databind;
    opens org.timeball.server.control.configuration to
            tools.jackson.databind;
    opens org.timeball.server.control.diagnosis to
            tools.jackson.databind;
    opens org.timeball.server.control.event to
            tools.jackson.databind;
    opens org.timeball.server.control.history to
            tools.jackson.databind;
}
