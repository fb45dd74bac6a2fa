/**
 * Certificates from a public authority, by ACME: the orders, the account they belong to, and what proves that a name is
 * ours.
 *
 * <p><b>Rules.</b> No type of acme4j leaves this package. What the authority says is shown to people, so it is cut to one
 * line. A responder stands for one challenge alone and is closed after it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8555">RFC 8555</a>
 */
package org.timeball.server.certificates.acme;
