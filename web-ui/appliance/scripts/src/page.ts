/** The element with that id; the page always has it, so its absence is our mistake. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no element ${id}`);
  }
  return found;
}

/** What is said when a page is asked for anew and the way in comes instead. */
export const SIGNED_OUT = "This page may no longer be seen: sign in again.";

/** Title, icon and colours say the state. */
export function mark(state: string, title: string): void {
  const icon = `/state/${state}.svg`;
  if (element("icon").getAttribute("href") !== icon) {
    element("icon").setAttribute("href", icon);
  }
  document.title = title;
  document.documentElement.dataset.state = state;
}

/** Says what is wrong, or with nothing to say that all is well. */
export function tell(trouble: string): void {
  const link = element("link");
  if (link.textContent !== trouble) {
    link.textContent = trouble;
  }
  link.hidden = trouble === "";
  document.documentElement.dataset.link = trouble === "" ? "live" : "lost";
}

/** Does that at once, then again and again while somebody can see it, and when somebody comes back to it. */
export function every(intervalMillis: number, task: () => Promise<void>): void {
  const lookedAt = async (): Promise<void> => {
    if (document.visibilityState === "visible") {
      await task();
    }
  };
  const forever = async (): Promise<void> => {
    for (;;) {
      await lookedAt();
      await new Promise((resolve) => window.setTimeout(resolve, intervalMillis));
    }
  };
  document.addEventListener("visibilitychange", () => void lookedAt());
  void forever();
}
