/**
 * The history of the clock and its clients: a second each for the last hour, in memory, and a ring database of a file for
 * ten seconds each over a day, minutes over thirty days and ten minutes over two years.
 *
 * <p>The card on which the file lies wears by writes: they are gathered in memory, page by page, and go to it four times an
 * hour and at the end ({@link org.timeball.server.history.PageFile}). What a crash takes is what was not written yet.
 */
package org.timeball.server.history;
