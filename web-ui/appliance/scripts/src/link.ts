/** An event stream that comes back by itself, and says so when it is silent. */

/** The server speaks once a second, even when the daemon does not. */
const PATIENCE = 3000;
const RETRY = 1000;

/**
 * Follows a stream for as long as the page is open.
 *
 * @param heard called with the data of each event
 * @param lost  called when nothing came for a while, and again as long as nothing comes
 */
export function follow(address: string, heard: (data: string) => void, lost: () => void): void {
  let source: EventSource | undefined;
  let watchdog: number | undefined;

  function open(): void {
    source?.close();
    source = new EventSource(address);
    source.onmessage = (event: MessageEvent<string>) => {
      watch(PATIENCE);
      heard(event.data);
    };
    source.onerror = () => {
      // The browser would wait for longer than we want, or for ever if the answer was no stream.
      source?.close();
      lost();
      watch(RETRY);
    };
    watch(PATIENCE);
  }

  function watch(patience: number): void {
    window.clearTimeout(watchdog);
    watchdog = window.setTimeout(() => {
      lost();
      open();
    }, patience);
  }

  // A page that comes back from the background, or from the browser's cache, wants to be right at once.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && source?.readyState !== EventSource.OPEN) {
      open();
    }
  });
  open();
}
