/**
 * Does what an {@link org.timeball.server.client.Association} says, with names, sockets, threads and a file.
 *
 * <p>{@link org.timeball.server.client.net.BlockingClient} asks when it is told to, on the caller's thread; {@link
 * org.timeball.server.client.net.PollingClient} asks for as long as it is open, on a virtual thread of its own. Ten lines
 * are a clock with proof:
 *
 * {@snippet :
 * var settings = ClientSettings.nts("time.example.org", TrustedAuthorities.system())
 *         .keptIn(Path.of("cookies")); // so that the next start needs no key exchange
 * try (var client = new BlockingClient(settings)) {
 *     var measurement = client.query();
 *     System.out.printf(
 *             "this clock is %.6f s behind, give or take %.6f s%n",
 *             measurement.offsetSeconds(), measurement.boundSeconds());
 * } catch (ClientException noTime) {
 *     System.err.println(noTime.getMessage());
 * }
 * }
 */
package org.timeball.server.client.net;
