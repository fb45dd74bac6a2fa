/**
 * The certificates a server shows: read from the operator's files, or issued by an authority of its own, and exchanged
 * while it runs.
 *
 * <p><b>Rules.</b> A private key is made where it is used and never leaves in a message or a {@code toString}. Dates are
 * judged by an instant that the caller gives, since a box without time must not judge them; a date that does not fit is
 * a warning, never a refusal. No type of Bouncy Castle is in a signature.
 */
package org.timeball.server.certificates;
