package org.timeball.web.appliance.page.clock;

/**
 * A number with its name.
 *
 * @param term  in the field's words
 * @param value with its unit
 */
public record Figure(String term, String value) {}
