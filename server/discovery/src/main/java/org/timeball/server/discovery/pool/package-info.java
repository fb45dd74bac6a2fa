/**
 * Several sources from one name: decides whom to exchange keys with next, and when, on a clock that nobody sets. Opens
 * nothing; who executes the steps says how they went.
 */
package org.timeball.server.discovery.pool;
