/**
 * What the pages say: records of the daemon in, words, numbers and figures out.
 *
 * <p><b>Rule.</b> Pure: no socket, file, thread, logger or wall clock; the time comes with the records.
 *
 * <p><b>Units and signs.</b> Those of {@link org.timeball.server.control}: an offset is positive when our clock is
 * ahead. Numbers for people have three significant digits, a real minus and a non-breaking space before the unit.
 *
 * <p>Strings here are plain text. They are escaped by the templates, and only there.
 */
package org.timeball.web.appliance.page;
