/**
 * The connections of the pages' port: how many may stand, and for how long one may ask for nothing.
 *
 * <p>The one place of the pages that knows Netty, on which Micronaut's server stands.
 */
package org.timeball.web.appliance.connection;
