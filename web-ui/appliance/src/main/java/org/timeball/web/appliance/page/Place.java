package org.timeball.web.appliance.page;

/** A page that the navigation leads to, in its order. */
public enum Place {
    /** Is the time right, who is getting it, does anything need somebody. */
    OVERVIEW("/", "Overview");

    private final String path;
    private final String label;

    Place(String path, String label) {
        this.path = path;
        this.label = label;
    }

    /** Its address on this server. */
    public String path() {
        return path;
    }

    /** What the navigation calls it. */
    public String label() {
        return label;
    }
}
