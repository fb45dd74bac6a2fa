// What the scripts that drive a browser share: the Chromium that is installed, and how they give up.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { argv, env, exit, getuid } from "node:process";
import { chromium } from "playwright-core";

/** The browser is $CHROMIUM, or else the first of chromium, chromium-browser, google-chrome on the PATH. */
export function launched() {
  return chromium.launch({
    executablePath: env.CHROMIUM ?? onPath(["chromium", "chromium-browser", "google-chrome"]),
    // Chromium's sandbox does not run as root, and the page is our own.
    args: getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

/** Collects what a page complains of: errors of scripts, what the content policy refuses, requests that fail. */
export function complaintsOf(page) {
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

/** By how many pixels a page is wider than its window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

export function fail(why) {
  console.error(`${argv[1]?.replace(/.*\//, "")}: ${why}`);
  exit(1);
}

function onPath(names) {
  const found = names
    .flatMap((name) => (env.PATH ?? "").split(delimiter).map((place) => join(place, name)))
    .find((path) => existsSync(path));
  return found ?? fail("no Chromium on the PATH; install chromium, or name one in CHROMIUM");
}
