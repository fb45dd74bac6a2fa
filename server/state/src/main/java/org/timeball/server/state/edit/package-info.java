/**
 * The operator's text as a text: what each setting in it means, how one text differs from another, and how a single setting is
 * written into it with all else left as it stands.
 *
 * <p><b>Rule.</b> What a configuration may say is decided by {@link org.timeball.server.state.ConfigReader} alone; here nothing
 * is judged and no file is written.
 */
package org.timeball.server.state.edit;
