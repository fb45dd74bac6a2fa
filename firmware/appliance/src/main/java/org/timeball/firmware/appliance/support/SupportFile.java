package org.timeball.firmware.appliance.support;

/**
 * A file of a support bundle.
 *
 * @param name  of the file
 * @param about what is in it, for whoever decides whether to give it away
 * @param text  of it
 */
record SupportFile(String name, String about, String text) {}
