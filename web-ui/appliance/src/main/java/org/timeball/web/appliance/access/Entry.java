package org.timeball.web.appliance.access;

/** What became of an attempt to come in. */
public sealed interface Entry {

    /**
     * Come in.
     *
     * @param person  who
     * @param session for the browser's cookie; kept nowhere else
     * @param device  for another cookie, by which the browser is known later
     */
    record In(Person person, String session, String device) implements Entry {

        /** Never shows what the cookies hold. */
        @Override
        public String toString() {
            return "In[" + person.name() + "]";
        }
    }

    /**
     * Stay out.
     *
     * @param sentence   why, in as many words as a stranger may hear
     * @param isTooOften whether a minute's wait would help
     */
    record Out(String sentence, boolean isTooOften) implements Entry {}
}
