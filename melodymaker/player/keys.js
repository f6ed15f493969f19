// The player's keyboard, wherever the focus is, except where a key already means something.
import { lengthOf, next, previous, seek, toggle } from "./engine";
import { current, cycleRepeat, get, now, setVolume, toggleMute, toggleShuffle } from "./store";

const SEEK_SECONDS = 5;
const VOLUME_STEP = 0.05;

const TYPING = "textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox]";
const PRESSED = "a, button, summary, [role=button], [role=tab], [role=switch], [role=link]";
const ARROWED = "input, [role=slider], [role=tab], [role=radio], [role=listbox]";
const OPEN = "[role=dialog], [role=alertdialog], [role=menu]";
const NOT_TYPED = ["range", "checkbox", "radio", "button", "submit", "reset", "file", "color"];

const KEYS = {
  " ": toggle,
  arrowleft: () => seek(now() - SEEK_SECONDS),
  arrowright: () => seek(Math.min(now() + SEEK_SECONDS, lengthOf())),
  arrowup: () => setVolume(get().volume + VOLUME_STEP),
  arrowdown: () => setVolume(get().volume - VOLUME_STEP),
  n: next,
  p: previous,
  m: toggleMute,
  r: cycleRepeat,
  s: toggleShuffle,
};

function isTaken(key, target) {
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPING)) return true;
  const input = target.closest("input");
  if (input && !NOT_TYPED.includes(input.type)) return true;
  if (key === " ") return Boolean(target.closest(PRESSED) || (input && input.type !== "range"));
  return key.startsWith("arrow") && Boolean(target.closest(ARROWED));
}

export function onKey(event) {
  const key = event.key.toLowerCase();
  const act = KEYS[key];
  if (!act || !current() || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.repeat && !key.startsWith("arrow")) return;
  if (isTaken(key, event.target) || document.querySelector(OPEN)) return;
  event.preventDefault();
  act();
}
