// Takes the pictures of the overview from a running box or demo, with the Chromium that is installed.
//   npm run pictures -- https://127.0.0.1:18443/ ../../../docs/pictures
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { complaintsOf, fail, launched, overflow } from "./browser.mjs";

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
const browser = await launched();
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
  const complaints = complaintsOf(page);
  await page.goto(address);
  await page.waitForSelector("html[data-link=live]");
  await page.screenshot({ path: join(folder, name), fullPage: true });
  const wider = await overflow(page);
  if (wider > 0) {
    complaints.push(`the page is ${wider} px wider than its window of ${width} px`);
  }
  await context.close();
  if (complaints.length > 0) {
    fail(`${name}: ${complaints.join("; ")}`);
  }
  console.log(join(folder, name));
}
