/** A page with charts, kept up to date: asks again after so many seconds, and says when nobody answers. */

import "uplot/dist/uPlot.min.css";
import { Drawn } from "./chart.js";
import { element } from "./page.js";
import type { Sheet } from "./sheet.js";

const root = document.documentElement;
const plots = element("plots");
const source = plots.dataset.source ?? "";
const intervalMillis = 1000 * Number(plots.dataset.seconds ?? 60);
const drawn = new Map<string, Drawn>();
let heard = "";

function show(sheet: Sheet): void {
  for (const chart of sheet.charts) {
    const known = drawn.get(chart.id);
    if (known === undefined) {
      drawn.set(chart.id, new Drawn(element(chart.id), element(`${chart.id}-reading`), chart));
    } else {
      known.show(chart);
    }
  }
  for (const [id, text] of Object.entries(sheet.words)) {
    element(id).textContent = text;
  }
  const icon = `/state/${sheet.state}.svg`;
  if (element("icon").getAttribute("href") !== icon) {
    element("icon").setAttribute("href", icon);
  }
  document.title = sheet.title;
  root.dataset.state = sheet.state;
  heard = new Date().toTimeString().slice(0, 5);
  tell(sheet.trouble);
}

function tell(trouble: string): void {
  const link = element("link");
  if (link.textContent !== trouble) {
    link.textContent = trouble;
  }
  link.hidden = trouble === "";
  root.dataset.link = trouble === "" ? "live" : "lost";
}

async function ask(): Promise<void> {
  try {
    const answer = await fetch(source, { headers: { accept: "application/json" } });
    if (answer.redirected || !answer.ok) {
      tell("This page may no longer be seen: sign in again.");
      return;
    }
    show((await answer.json()) as Sheet);
  } catch {
    tell(`This server does not answer.${heard === "" ? "" : ` What stands below is of ${heard} by this browser's clock.`}`);
  }
}

async function forever(): Promise<void> {
  for (;;) {
    if (document.visibilityState === "visible") {
      await ask();
    }
    await new Promise((resolve) => window.setTimeout(resolve, intervalMillis));
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    void ask();
  }
});
// The canvas knows no style sheet: it is drawn anew in the colours of the other theme.
for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
  window.matchMedia(query).addEventListener("change", () => drawn.forEach((plot) => plot.redraw()));
}
void forever();
