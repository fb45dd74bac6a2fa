package org.timeball.web.appliance.access;

import java.util.Optional;

/**
 * Who asks, once that is known.
 *
 * @param name    of the account, or of the token
 * @param role    what they may
 * @param session by which they are signed in; empty for a program with a token
 */
public record Person(String name, Role role, Optional<Session> session) {}
