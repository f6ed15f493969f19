// The player's keyboard, wherever the focus is, except where a key already means something.
import { cycleRepeat, setVolume, toggleMute, toggleShuffle } from "./choices";
import { lengthOf, next, previous, seek, toggle } from "./engine";
import { toggleLike } from "./likes";
import { closeFull, closePanel, openHelp, togglePanel } from "./panels";
import { current, get, now } from "./store";

const SEEK_SECONDS = 5;
const VOLUME_STEP = 0.05;

const TYPING = "textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox]";
const PRESSED = "a, button, summary, [role=button], [role=tab], [role=switch], [role=link]";
const ARROWED = "input, [role=slider], [role=tab], [role=radio], [role=listbox]";
const OPEN = "[role=dialog], [role=alertdialog], [role=menu], dialog[open]";
const NOT_TYPED = ["range", "checkbox", "radio", "button", "submit", "reset", "file", "color"];

// What the help shows is this table: [shown, what it does, the keys, what happens, works without a song].
const louder = (by) => () => setVolume(get().volume + by);
export const KEYS = [
  ["Space", "Play or pause", { " ": toggle }],
  [
    "← →",
    "Back or forward 5 seconds",
    {
      arrowleft: () => seek(now() - SEEK_SECONDS),
      arrowright: () => seek(Math.min(now() + SEEK_SECONDS, lengthOf())),
    },
  ],
  ["↑ ↓", "Louder or softer", { arrowup: louder(VOLUME_STEP), arrowdown: louder(-VOLUME_STEP) }],
  ["N P", "Next or previous song", { n: next, p: previous }],
  ["M", "Mute", { m: toggleMute }],
  ["R", "Repeat: off, all, one", { r: cycleRepeat }],
  ["S", "Shuffle", { s: toggleShuffle }],
  ["Q", "Queue", { q: () => togglePanel("queue") }, true],
  ["L", "Like", { l: toggleLike }],
  ["/", "Search", { "/": () => search() }, true],
  ["?", "These keys", { "?": openHelp }, true],
];

const ACTS = new Map(
  KEYS.flatMap(([, , acts, always]) => Object.entries(acts).map(([key, act]) => [key, { act, always }])),
);
const SIGNS = "/?"; // on some keyboards only with Shift

let goTo = null;
export const onGoTo = (go) => {
  goTo = go;
};

function search() {
  const field = [...document.querySelectorAll("[type=search]")].find((each) => each.checkVisibility());
  if (field) field.focus();
  else goTo?.("/library");
}

function isTaken(key, target) {
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPING)) return true;
  const input = target.closest("input");
  if (input && !NOT_TYPED.includes(input.type)) return true;
  if (key === " ") return Boolean(target.closest(PRESSED) || (input && input.type !== "range"));
  return key.startsWith("arrow") && Boolean(target.closest(ARROWED));
}

function onEscape(event) {
  const { panel, full } = get();
  if ((!panel && !full) || event.defaultPrevented || document.querySelector(OPEN)) return;
  event.preventDefault();
  if (panel) closePanel();
  else closeFull();
}

export function onKey(event) {
  if (event.key === "Escape") return onEscape(event);
  const key = event.key.toLowerCase();
  const { act, always } = ACTS.get(key) ?? {};
  if (!act || (!always && !current()) || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && !SIGNS.includes(key))) return;
  if (event.repeat && !key.startsWith("arrow")) return;
  if (isTaken(key, event.target) || document.querySelector(OPEN)) return;
  event.preventDefault();
  act();
}
