/**
 * What outlives a restart, and what the operator wrote: state files that survive a power cut, and the configuration.
 *
 * <p><b>State.</b> {@link org.timeball.server.state.StateDirectory} hands out
 * {@link org.timeball.server.state.DurableFile}s: written beside, synced, renamed, and read back only if their digest
 * holds. Values are octets; what they mean is their owner's business.
 *
 * <p><b>Configuration.</b> {@link org.timeball.server.state.ConfigReader} turns one TOML text into one
 * {@link org.timeball.server.state.TimeballConfig}, or into one {@link org.timeball.server.state.ConfigException} with
 * every mistake in it. A configuration is a value: nothing that runs is kept in it.
 *
 * <p><b>Rule.</b> Secrets are readable by their owner alone, and what is not is refused. No secret is in a message.
 */
package org.timeball.server.state;
