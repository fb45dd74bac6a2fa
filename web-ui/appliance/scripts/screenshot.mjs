// Takes the pictures of the overview from a running box or demo, with the Chromium that is installed.
//   npm run pictures -- https://127.0.0.1:18443/ ../../../docs/pictures
// The browser is $CHROMIUM, or else the first of chromium, chromium-browser, google-chrome on the PATH.
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { env, exit, getuid, argv } from "node:process";
import { chromium } from "playwright-core";

const PICTURES = [
  { name: "overview-light.png", colorScheme: "light", width: 1280, height: 900, scale: 1 },
  { name: "overview-dark.png", colorScheme: "dark", width: 1280, height: 900, scale: 1 },
  { name: "overview-phone.png", colorScheme: "light", width: 360, height: 740, scale: 2 },
];

const [address, folder] = argv.slice(2);
if (address === undefined || folder === undefined) {
  fail("two arguments are needed: the address of the page and a folder; for instance https://127.0.0.1:18443/ pictures");
}
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: env.CHROMIUM ?? onPath(["chromium", "chromium-browser", "google-chrome"]),
  // Chromium's sandbox does not run as root, and the page is our own.
  args: getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  for (const picture of PICTURES) {
    await take(picture);
  }
} finally {
  await browser.close();
}

async function take({ name, colorScheme, width, height, scale }) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
    deviceScaleFactor: scale,
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  await page.waitForSelector("html[data-link=live]");
  await page.screenshot({ path: join(folder, name), fullPage: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) {
    complaints.push(`the page is ${overflow} px wider than its window of ${width} px`);
  }
  await context.close();
  if (complaints.length > 0) {
    fail(`${name}: ${complaints.join("; ")}`);
  }
  console.log(join(folder, name));
}

function onPath(names) {
  const found = names
    .flatMap((name) => (env.PATH ?? "").split(delimiter).map((place) => join(place, name)))
    .find((path) => existsSync(path));
  return found ?? fail("no Chromium on the PATH; install chromium, or name one in CHROMIUM");
}

function fail(why) {
  console.error(`screenshot.mjs: ${why}`);
  exit(1);
}
