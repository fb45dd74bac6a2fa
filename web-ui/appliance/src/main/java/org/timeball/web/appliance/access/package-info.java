/**
 * Who may look at the pages and who may change something: accounts, sessions, tokens, and the code by which a new box is
 * claimed.
 *
 * <p><b>Rule.</b> Nothing here knows HTTP or a clock of its own: requests come in as values, with the time, and what becomes
 * of them goes out as values. No password, code, session or token is kept as it is: files have digests of what is random, and
 * slow hashes of what a person made up. {@link org.timeball.web.appliance.access.Access} owns it all, behind one lock.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B</a>
 */
package org.timeball.web.appliance.access;
