/** A page with charts, kept up to date: asks again after so many seconds, and says when nobody answers. */

import "uplot/dist/uPlot.min.css";
import { Drawn } from "./chart.js";
import { SIGNED_OUT, element, every, mark, tell } from "./page.js";
import type { Sheet } from "./sheet.js";

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
  mark(sheet.state, sheet.title);
  heard = new Date().toTimeString().slice(0, 5);
  tell(sheet.trouble);
}

async function ask(): Promise<void> {
  try {
    const answer = await fetch(source, { headers: { accept: "application/json" } });
    if (answer.redirected || !answer.ok) {
      tell(SIGNED_OUT);
      return;
    }
    show((await answer.json()) as Sheet);
  } catch {
    tell(`This server does not answer.${heard === "" ? "" : ` What stands below is of ${heard} by this browser's clock.`}`);
  }
}

// The canvas knows no style sheet: it is drawn anew in the colours of the other theme.
for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
  window.matchMedia(query).addEventListener("change", () => drawn.forEach((plot) => plot.redraw()));
}
every(intervalMillis, ask);
