/**
 * Finds servers of NTS key exchange by a name, and says which of them may be believed in.
 *
 * <p>{@link org.timeball.server.discovery.ServerDiscovery} is the port by which others ask; package {@code net} asks
 * the DNS for it, package {@code pool} decides how several sources are had of one name.
 */
package org.timeball.server.discovery;
