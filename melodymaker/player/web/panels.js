// What opens and closes around the bar; the focus goes to it, and back to where it came from.
import { get, set } from "./store.js";
import { afterDrawing } from "./timers.js";

const PHONE = "(width < 760px)";
// While the player fills a phone's screen, these can still be reached: what is said, and what the player opens.
const REACHABLE = ".player, .panel, dialog, style, script, audio, [aria-live], [role=status]";

// A second click that comes this soon was meant for the button that opened the player, and meets a link in its place.
const DOUBLE_CLICK_MS = 400;

let opener = null;
let behind = [];
let entry = null; // the full player's own in the browser's history
let openedAt = -DOUBLE_CLICK_MS;

function focusOpener() {
  if (opener?.isConnected && opener !== document.body) opener.focus({ preventScroll: true });
  opener = null;
}

const focusOn = (selector) => afterDrawing(() => document.querySelector(selector)?.focus({ preventScroll: true }));

export function togglePanel(name) {
  if (get().panel === name) return closePanel();
  if (!get().panel) opener = document.activeElement;
  set({ panel: name });
  focusOn(".panel h2");
}

export function closePanel() {
  set({ panel: "" });
  focusOpener();
}

export const setHelp = (help) => set({ help });

export function openFull() {
  if (get().full) return;
  set({ full: true });
  openedAt = performance.now();
  addEntry();
  const player = document.querySelector(".player");
  behind = [...player.parentElement.children].filter((each) => !each.inert && !each.matches(REACHABLE));
  for (const each of behind) each.inert = true;
  focusOn(".player .leave");
}

function hideFull() {
  for (const each of behind) each.inert = false;
  behind = [];
  set({ full: false, panel: "" });
  focusOn(".player .playing-open");
}

export function closeFull() {
  hideFull();
  if (entry) history.back();
}

// A link of the player leads to a page, which is behind the player while that fills the screen.
export function leaveFull() {
  entry = null;
  if (get().full) hideFull();
}

// The full player is a copy of the page's entry in the history, so that Back closes it. The router, for which nothing
// changes, is told neither of the one nor of the other.
function addEntry() {
  history.pushState(history.state, "");
  entry = { under: JSON.stringify(history.state) };
}

export function watchBack() {
  const leave = (event) => {
    if (!entry) return;
    if (entry.under === JSON.stringify(event.state)) event.stopImmediatePropagation();
    entry = null;
    if (get().full) hideFull();
  };
  addEventListener("popstate", leave, true);
}

export function watchDoubleClicks() {
  const leave = (event) => {
    if (performance.now() - openedAt > DOUBLE_CLICK_MS || !event.target.closest(".player a")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("click", leave, true);
}

// On a wider screen there is no full player.
export function watchWidth() {
  matchMedia(PHONE).addEventListener("change", ({ matches }) => !matches && get().full && closeFull());
}
