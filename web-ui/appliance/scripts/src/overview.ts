/** The overview, kept up to date: the server renders, this puts what it sends where it belongs. */

import { ServedClock } from "./clock.js";
import { follow } from "./link.js";
import { element } from "./page.js";

/** What the server sends once a second; see LiveEvent.java. */
interface LiveEvent {
  readonly utcMillis: number;
  readonly isTicking: boolean;
  readonly state: string;
  readonly title: string;
  readonly announcement: string;
  readonly parts: Readonly<Record<string, string>>;
}

const root = document.documentElement;
const clock = new ServedClock(element("utc"));

function show(event: LiveEvent): void {
  for (const [id, html] of Object.entries(event.parts)) {
    // The server's own templates made and escaped this; the content security policy runs no script in it.
    element(id).innerHTML = html;
  }
  if (event.isTicking) {
    clock.set(event.utcMillis);
  } else {
    clock.rest(event.utcMillis);
  }
  if (event.state !== root.dataset.state) {
    announce(event);
  }
  mark("live", event.state, event.title);
  const link = element("link");
  link.hidden = true;
  link.textContent = "";
}

/** Only a change of state is spoken; good news can wait for a pause. */
function announce(event: LiveEvent): void {
  const isGood = event.state === "locked" || event.state === "acquiring";
  element("say").textContent = isGood ? event.announcement : "";
  element("alert").textContent = isGood ? "" : event.announcement;
}

function lost(): void {
  if (root.dataset.link === "lost") {
    return;
  }
  const lastHeard = clock.stop();
  const since = lastHeard === "" ? "" : ` What stands below is of ${lastHeard} UTC.`;
  const link = element("link");
  link.textContent = `Reconnecting to this server.${since}`;
  link.hidden = false;
  mark("lost", root.dataset.state ?? "", document.title.replace(/^\S+ (.*) · .*$/, "□ $1 · reconnecting"), "no-daemon");
}

/** Title, icon and colours say the same. */
function mark(link: "live" | "lost", state: string, title: string, icon = state): void {
  root.dataset.link = link;
  root.dataset.state = state;
  document.title = title;
  const address = `/state/${icon}.svg`;
  const shown = element("icon");
  if (shown.getAttribute("href") !== address) {
    shown.setAttribute("href", address);
  }
}

follow("/events", (data) => show(JSON.parse(data) as LiveEvent), lost);
