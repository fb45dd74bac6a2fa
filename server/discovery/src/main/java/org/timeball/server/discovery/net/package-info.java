/**
 * Asks the DNS, checks what it says with dnsjava, and exchanges keys with what was found. Types of dnsjava do not leave
 * this package.
 */
package org.timeball.server.discovery.net;
