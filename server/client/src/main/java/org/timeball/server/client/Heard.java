package org.timeball.server.client;

/** What an association makes of a packet that came. */
public sealed interface Heard {

    /** The server's time, in answer to the request: the volley has ended. */
    record Time(Measurement measurement) implements Heard {}

    /**
     * The server asks for something, and will be obeyed: the volley has ended. But {@link KissCode#NTSN}, which anybody
     * on the way can send, ends nothing: a better answer may follow.
     */
    record Kiss(KissCode code) implements Heard {}

    /**
     * The answer to the request, without a time that could be used. Under NTS the volley has ended, as nobody else can
     * have sent it; without NTS a better one may follow.
     */
    record Useless(ReplyFault fault) implements Heard {}

    /** Not the answer to the request: nothing has changed, and the answer may still come. */
    record Ignored(ReplyFault fault) implements Heard {}
}
