// What a page owes to people who do not see it, or have no mouse: judged by axe-core (MPL-2.0; it is a tool of the tests and part
// of no page), and by the tabulator alone.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** More than any page has places to stop at. */
const MOST_STOPS = 400;

/** What axe finds, a sentence each; what is folded up is opened first, for it is part of the page. */
export async function faultsOf(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  // Put in by the browser's own debugger: the content security policy of the page stays as it is.
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const judged = new Set([...violations, ...passes].map(({ id }) => id));
  for (const rule of ["color-contrast", "link-name", "html-has-lang"]) {
    if (!judged.has(rule)) {
      return [`axe did not judge ${rule}: it did not see the page`];
    }
  }
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${node.failureSummary?.replace(/\s+/g, " ")}`);
    return `axe ${id} (${help}), ${nodes.length} times: ${places.join(" | ")}`;
  });
}

/** What the tabulator does not come to, or comes to and does not show, a sentence each. */
export async function unreachedByKeys(page) {
  await page.evaluate(() => {
    const isStop = (element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true });
    globalThis.awaited = new Set(
      [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(isStop),
    );
    document.activeElement?.blur();
    window.getSelection()?.removeAllRanges();
  });
  const unmarked = [];
  for (let presses = 0; presses < MOST_STOPS; presses++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) {
        return { isOver: globalThis.awaited.size === 0, name: "" };
      }
      const wasAwaited = globalThis.awaited.delete(element);
      // A group of choices is one stop; the arrow keys go on within it.
      if (element instanceof HTMLInputElement && element.type === "radio") {
        for (const other of globalThis.awaited) {
          if (other instanceof HTMLInputElement && other.name === element.name && other.form === element.form) {
            globalThis.awaited.delete(other);
          }
        }
      }
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const isMarked = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
      return {
        isOver: globalThis.awaited.size === 0 || (!wasAwaited && globalThis.awaited.size > 0 && element.matches(".skip")),
        name: isMarked ? "" : element.outerHTML.slice(0, 80),
      };
    });
    if (stop.name !== "") {
      unmarked.push(`nothing shows that keys are at ${stop.name}`);
    }
    if (stop.isOver) {
      break;
    }
  }
  // What was put anew meanwhile is another element, and was come to as such.
  const left = await page.evaluate(() => [...globalThis.awaited].filter((element) => element.isConnected).map((element) => element.outerHTML.slice(0, 80)));
  return [...new Set(unmarked), ...left.map((element) => `keys do not come to ${element}`)];
}
