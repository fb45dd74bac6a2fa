package org.timeball.web.appliance.access;

/**
 * Where a request came from.
 *
 * @param address of the other end, in numbers
 * @param agent   what the browser calls itself; shortened and without control characters
 */
public record Origin(String address, String agent) {

    private static final int LONGEST_AGENT = 80;

    /** Makes both fit for a line. */
    public Origin {
        address = line(address, 45);
        agent = line(agent, LONGEST_AGENT);
    }

    private static String line(String text, int longest) {
        String harmless = text.replaceAll("[^\\x20-\\x7e]", "?");
        return harmless.length() <= longest ? harmless : harmless.substring(0, longest);
    }
}
