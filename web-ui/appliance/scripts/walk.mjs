// Claims a new box or demo and goes through every page there is, in both themes, on a phone, and at 400 % zoom.
//   npm run walk -- https://127.0.0.1:18443/ FOLDER CLAIM-CODE
// Takes a picture of each, and fails when one complains, is wider than its window, or draws a plot that keys do not reach.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { complaintsOf, fail, launched, overflow } from "./browser.mjs";

/** 400 % of a window of 1280 by 1024 are 320 by 256 of the page's own pixels. */
const WINDOWS = [
  { name: "light", colorScheme: "light", width: 1280, height: 900, scale: 1 },
  { name: "dark", colorScheme: "dark", width: 1280, height: 900, scale: 1 },
  { name: "phone", colorScheme: "light", width: 360, height: 740, scale: 2 },
  { name: "zoomed", colorScheme: "dark", width: 320, height: 256, scale: 4 },
];

const [address, folder, code] = argv.slice(2);
if (address === undefined || folder === undefined || code === undefined) {
  fail("three arguments are needed: the address, a folder, and the claim code");
}
mkdirSync(folder, { recursive: true });
const browser = await launched();
try {
  const storageState = await claimed();
  for (const window of WINDOWS) {
    await walk(window, storageState);
  }
  await readWithoutScript(storageState);
} finally {
  await browser.close();
}

async function claimed() {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(new URL("/claim", address).href);
  await page.fill("[name=claim-code]", code);
  await page.fill("[name=name]", "walker");
  await page.fill("[name=password]", "goes everywhere");
  await page.click("main button");
  await page.waitForURL(new URL("/", address).href);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function walk({ name, colorScheme, width, height, scale }, storageState) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
    deviceScaleFactor: scale,
    ignoreHTTPSErrors: true,
    storageState,
  });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(address);
  const paths = await page.$$eval("nav.rail a", (links) => links.map((link) => link.getAttribute("href")));
  for (const path of paths) {
    await page.goto(new URL(path, address).href);
    if ((await page.$("#plots, #fresh, #utc")) !== null) {
      await page.waitForSelector("html[data-link=live]");
    }
    if ((await page.$("#plots")) !== null) {
      await reachPlotByKeys(page, `${name} ${path}`);
    }
    const wider = await overflow(page);
    if (wider > 0) {
      complaints.push(`${wider} px wider than its window of ${width} px`);
    }
    await page.screenshot({ path: join(folder, `${pageName(path)}-${name}.png`), fullPage: true });
    if (complaints.length > 0) {
      fail(`${name} ${path}: ${complaints.join("; ")}`);
    }
  }
  await context.close();
  console.log(`${name}: ${paths.join(" ")}`);
}

/** By the tabulator alone to the first plot, then along it. */
async function reachPlotByKeys(page, where) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.classList.contains("canvas"))) {
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      const id = await page.evaluate(() => document.activeElement?.id);
      const said = await page.textContent(`#${id}-reading`);
      if (!/\d/.test(said ?? "")) {
        fail(`${where}: the plot ${id} says "${said}" when keys move along it`);
      }
      await page.evaluate(() => document.activeElement?.blur());
      return;
    }
  }
  fail(`${where}: no plot is reached by the tabulator`);
}

/** Everything is said without a script, too. */
async function readWithoutScript(storageState) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false, storageState });
  const page = await context.newPage();
  await page.goto(new URL("/clock", address).href);
  const rows = await page.$$eval("tbody tr", (found) => found.length);
  if (rows < 5) {
    fail(`without JavaScript the clock's tables have ${rows} rows`);
  }
  await context.close();
}

function pageName(path) {
  return path.replaceAll("/", "") || "overview";
}
