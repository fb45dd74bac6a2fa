// Claims a new box or demo and goes through every page there is, in both themes, on a phone, and at 400 % zoom.
//   npm run walk -- https://127.0.0.1:18443/ FOLDER CLAIM-CODE
// Takes a picture of each, and fails when one complains, is wider than its window, draws a plot that keys do not reach, has
// something that the tabulator does not come to, or of which axe-core finds a fault.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { faultsOf, unreachedByKeys } from "./accessible.mjs";
import { complaintsOf, fail, launched, overflow } from "./browser.mjs";

/** 400 % of a window of 1280 by 1024 are 320 by 256 of the page's own pixels. */
const WINDOWS = [
  { name: "light", colorScheme: "light", width: 1280, height: 900, scale: 1, isJudged: true },
  { name: "dark", colorScheme: "dark", width: 1280, height: 900, scale: 1, isJudged: true },
  { name: "phone", colorScheme: "light", width: 360, height: 740, scale: 2, isJudged: true },
  { name: "zoomed", colorScheme: "dark", width: 320, height: 256, scale: 4, isJudged: false },
];

/** The steps of the first set-up, in their order. */
const STEPS = ["receiver", "second", "purpose", "certificate", "account", "clients"];

const [address, folder, code] = argv.slice(2);
if (address === undefined || folder === undefined || code === undefined) {
  fail("three arguments are needed: the address, a folder, and the claim code");
}
mkdirSync(folder, { recursive: true });
const faults = [];
const browser = await launched();
try {
  await everyTheme("/claim");
  const storageState = await claimed();
  await everyTheme("/login");
  await goThroughSetup(storageState);
  for (const window of WINDOWS) {
    await walk(window, storageState);
  }
  await readWithoutScript(storageState);
  await changeAndUndo(storageState);
} finally {
  await browser.close();
}
if (faults.length > 0) {
  fail(`${faults.length} faults:\n${faults.join("\n")}`);
}

/** Without a mouse: by keys alone to each field, and to the button. */
async function claimed() {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(new URL("/claim", address).href);
  for (const [name, value] of [["claim-code", code], ["name", "walker"], ["password", "goes everywhere"]]) {
    await tabTo(page, `[name=${name}]`);
    await page.keyboard.type(value);
  }
  await tabTo(page, "main button");
  await page.keyboard.press("Enter");
  await page.waitForURL(new URL("/setup/receiver", address).href);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function tabTo(page, selector) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
      return;
    }
  }
  fail(`the tabulator does not come to ${selector} of ${page.url()}`);
}

/** Nobody is signed in. */
async function everyTheme(path) {
  for (const window of WINDOWS) {
    const context = await opened(window);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(new URL(path, address).href);
    await judge(page, window, path, complaints);
    await context.close();
  }
}

function opened({ colorScheme, width, height, scale }, storageState) {
  return browser.newContext({
    colorScheme,
    viewport: { width, height },
    deviceScaleFactor: scale,
    ignoreHTTPSErrors: true,
    storageState,
  });
}

/** Takes the page's picture, and ends the walk when it has a fault. */
async function judge(page, window, path, complaints) {
  const wider = await overflow(page);
  if (wider > 0) {
    complaints.push(`${wider} px wider than its window of ${window.width} px`);
  }
  await page.screenshot({ path: join(folder, `${pageName(path)}-${window.name}.png`), fullPage: true });
  if (window.isJudged) {
    complaints.push(...(await faultsOf(page)));
    const opened = await overflow(page);
    if (opened > 0) {
      complaints.push(`with all opened ${opened} px wider than its window of ${window.width} px`);
    }
  }
  complaints.push(...(await unreachedByKeys(page)));
  for (const complaint of complaints.splice(0)) {
    faults.push(`${window.name} ${path}: ${complaint}`);
  }
}

async function walk(window, storageState) {
  const { name } = window;
  const context = await opened(window, storageState);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(address);
  const paths = await page.$$eval("nav.rail a", (links) => links.map((link) => link.getAttribute("href")));
  paths.push("/settings/edit");
  for (const path of paths) {
    await page.goto(new URL(path, address).href);
    if ((await page.$("#plots, #fresh, #utc")) !== null) {
      await page.waitForSelector("html[data-link=live]");
    }
    if ((await page.$("#plots")) !== null) {
      await reachPlotByKeys(page, `${name} ${path}`);
    }
    await judge(page, window, path, complaints);
  }
  await behindPages(page, window, complaints);
  await context.close();
  console.log(`${name}: ${paths.join(" ")}`);
}

/** Not in the menu: what comes of a form, and what a link on a page leads to. */
async function behindPages(page, window, complaints) {
  await page.goto(new URL("/account", address).href);
  await page.click("text=Set up codes");
  await judge(page, window, "/account-codes", complaints);
  await page.goto(new URL("/pools/watch", address).href);
  await judge(page, window, "/pools-watch", complaints);
}

/** By the tabulator alone to the first plot, then along it. */
async function reachPlotByKeys(page, where) {
  for (let presses = 0; presses < 80; presses++) {
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

/** The first set-up by forms alone: looked at in each window, then gone through, left in the middle and taken up again. */
async function goThroughSetup(storageState) {
  for (const window of WINDOWS) {
    const context = await opened(window, storageState);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    for (const step of STEPS) {
      const path = `/setup/${step}`;
      await page.goto(new URL(path, address).href);
      await judge(page, window, path, complaints);
    }
    await byKeysAlone(page);
    await context.close();
  }
  const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false, storageState });
  const page = await context.newPage();
  await page.goto(new URL("/setup", address).href);
  await at(page, "receiver");
  await page.fill("[name=cable]", "many");
  await goOn(page);
  await expectText(page, "a cable's length is metres", "nonsense is refused");
  await page.fill("[name=cable]", "12.5");
  await goOn(page);
  await expectText(page, "+antenna-cable-metres = 12.5", "the cable's difference is shown");
  await page.click("text=Apply this change");
  await expectText(page, "with the next start: receiver", "what waits for a start is said");
  await page.goto(new URL("/setup", address).href);
  await at(page, "second");
  await goOn(page);
  await at(page, "purpose");
  await page.goto(new URL("/setup", address).href);
  await at(page, "purpose");
  await page.check("[name=purpose][value=pool]");
  await goOn(page);
  await expectText(page, "+requests-per-second = 2", "the purpose's difference is shown");
  await page.screenshot({ path: join(folder, "setup-compare-light.png"), fullPage: true });
  await page.click("text=Apply this change");
  await expectText(page, "Done: changed: ntp.requests-per-second", "the purpose is set");
  if ((await page.$("[name=host-names]")) !== null) {
    fail("a second certificate is offered");
  }
  await goOn(page);
  await at(page, "account");
  await goOn(page);
  await at(page, "clients");
  await expectText(page, "For chrony", "lines for clients are there");
  await page.click("text=That is all");
  await page.waitForURL(new URL("/", address).href);
  if ((await page.$("nav.rail a[href='/setup']")) !== null) {
    fail("the first set-up is still offered after its end");
  }
  await context.close();
  console.log("set up, without JavaScript");
}

/** The tabulator comes to a choice, the space bar takes it, Enter sends it; so is a change begun. */
async function byKeysAlone(page) {
  await page.goto(new URL("/setup/purpose", address).href);
  await tabTo(page, "[name=purpose]");
  await page.keyboard.press("Space");
  await tabTo(page, "main form button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("text=Apply this change");
  await tabTo(page, "a[href='/setup/purpose']");
  await page.keyboard.press("Enter");
  await at(page, "purpose");
}

async function goOn(page) {
  await page.click("main button:has-text('Go on')");
}

async function at(page, step) {
  await page.waitForURL(new URL(`/setup/${step}`, address).href);
}

/** A change of the configuration is shown before it is made, and taken back afterwards; by forms alone. */
async function changeAndUndo(storageState) {
  for (const { name, colorScheme, width, height, scale } of WINDOWS.filter((window) => window.name !== "zoomed")) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height },
      deviceScaleFactor: scale,
      ignoreHTTPSErrors: true,
      javaScriptEnabled: false,
      storageState,
    });
    const page = await context.newPage();
    const before = await textOfConfiguration(page);
    await compared(page, before.replace("schema = 1", "schema = 1\nbrust = 3"));
    await expectText(page, "brust is not a known key", `${name}: a mistake is told`);
    await page.screenshot({ path: join(folder, `mistake-${name}.png`), fullPage: true });
    await compared(page, before.replace("burst = 16", "burst = 77 # for the walk"));
    await expectText(page, "+burst = 77 # for the walk", `${name}: the difference is shown`);
    await expectText(page, "At once: ntp.burst", `${name}: what would change is told`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth).catch(() => 0);
    if (wider > 0) {
      fail(`${name}: the difference is ${wider} px wider than its window`);
    }
    await page.screenshot({ path: join(folder, `compare-${name}.png`), fullPage: true });
    if ((await textOfConfiguration(page)) !== before) {
      fail(`${name}: the file changed before it was to`);
    }
    await compared(page, before.replace("burst = 16", "burst = 77 # for the walk"));
    await page.click("text=Apply this change");
    await expectText(page, "Done: changed: ntp.burst", `${name}: the change is made`);
    await page.click("summary:has-text('walker from 127.0.0.1: changed') >> nth=0");
    await page.screenshot({ path: join(folder, `changed-${name}.png`), fullPage: true });
    await page.click("text=/Go back to before change/ >> nth=0");
    await expectText(page, "Done: changed: ntp.burst", `${name}: the change is undone`);
    if ((await textOfConfiguration(page)) !== before) {
      fail(`${name}: the file is not as it was`);
    }
    await context.close();
  }
  console.log("changed and undone, without JavaScript");
}

async function textOfConfiguration(page) {
  await page.goto(new URL("/settings/edit", address).href);
  return page.inputValue("textarea");
}

async function compared(page, text) {
  await page.goto(new URL("/settings/edit", address).href);
  await page.fill("textarea", text);
  await page.click("text=Show what would change");
}

async function expectText(page, text, what) {
  if (!(await page.textContent("main")).includes(text)) {
    fail(`${what}: "${text}" is not on ${page.url()}: ${await page.textContent("main")}`);
  }
}

function pageName(path) {
  return path.slice(1).replaceAll("/", "-") || "overview";
}
