/** Decides from facts about a box what is wrong with it. Pure: values in, values out. */
module org.timeball.server.diagnosis {
    requires transitive org.timeball.server.control;

    exports org.timeball.server.diagnosis;
}
