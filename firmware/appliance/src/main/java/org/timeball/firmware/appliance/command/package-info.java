/**
 * What is asked of a running daemon at a prompt: chronyc's reports under chronyc's names, and {@code status} for a person.
 *
 * <p>Each command reads one {@link org.timeball.server.control.Status} from the control socket and prints it. The
 * {@code …Text} classes turn the record into text and do nothing else; the {@code …Command} classes hold the options and
 * the exit code.
 *
 * <p><b>Signs.</b> As in the record: an offset is positive when our clock is ahead, a frequency when it runs fast. One
 * column differs, because scripts written for chronyc read it so: the system time in {@code tracking -c} is what would
 * have to be added, positive when the machine's clock is slow.
 *
 * <p><b>Layout.</b> chrony 4.3's to the column, in the root locale; what is ours comes after what is chronyc's.
 *
 * @see <a href="https://chrony-project.org/doc/4.3/chronyc.html">chronyc(1)</a>
 */
package org.timeball.firmware.appliance.command;
