// What opens and closes around the bar; the focus goes to it, and back to where it came from.
import { get, set } from "./store.js";
import { afterDrawing } from "./timers.js";

const PHONE = "(width < 760px)";
// While the player fills a phone's screen, these can still be reached: what is said, and what the player opens.
const REACHABLE = ".player, .panel, dialog, style, script, audio, [aria-live], [role=status]";

let opener = null;
let behind = [];

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
  set({ full: true });
  const player = document.querySelector(".player");
  behind = [...player.parentElement.children].filter((each) => !each.inert && !each.matches(REACHABLE));
  for (const each of behind) each.inert = true;
  focusOn(".player .leave");
}

export function closeFull() {
  for (const each of behind) each.inert = false;
  behind = [];
  set({ full: false, panel: "" });
  focusOn(".player .playing-open");
}

// A link of the player leads to a page, which is behind the player while that fills the screen.
export const leaveFull = () => get().full && closeFull();

// On a wider screen there is no full player.
export function watchWidth() {
  matchMedia(PHONE).addEventListener("change", ({ matches }) => !matches && get().full && closeFull());
}
