/** A page kept up to date by itself: asks for itself anew, and puts what changed where it stands. */

import { SIGNED_OUT, element, every, mark, tell } from "./page.js";

const intervalMillis = 1000 * Number(element("fresh").dataset.seconds ?? 10);

/** What a person opens or focuses stands around these, never within. */
function put(fresh: Document): void {
  for (const place of document.querySelectorAll("[data-fresh]")) {
    const newer = fresh.getElementById(place.id);
    // The server's own templates made and escaped this; the content security policy runs no script in it.
    if (newer !== null && newer.innerHTML !== place.innerHTML) {
      place.innerHTML = newer.innerHTML;
    }
  }
  mark(fresh.documentElement.dataset.state ?? "", fresh.title);
  tell(fresh.getElementById("link")?.textContent ?? "");
}

async function ask(): Promise<void> {
  try {
    const answer = await fetch(window.location.href, { headers: { accept: "text/html" } });
    if (answer.redirected || !answer.ok) {
      tell(SIGNED_OUT);
      return;
    }
    put(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    tell("This server does not answer. What stands below was so when it last did.");
  }
}

every(intervalMillis, ask);
