// The player's keyboard, wherever the focus is, except where a key already means something.
// Which key does what is Python's table.
import { closeFull, closePanel } from "./panels.js";
import { current, get } from "./store.js";

const TYPING = "textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox]";
const PRESSED = "a, button, summary, [role=button], [role=tab], [role=switch], [role=link]";
const ARROWED = "input, [role=slider], [role=tab], [role=radio], [role=listbox]";
const OPEN = "[role=dialog], [role=alertdialog], [role=menu], dialog[open]";
const NOT_TYPED = ["range", "checkbox", "radio", "button", "submit", "reset", "file", "color"];
const SIGNS = "/?"; // on some keyboards only with Shift
const LATIN = /^[ -~]$|^.{2,}$/; // a character of ASCII, or a key's name such as ArrowUp
// Where Latin letters are not what is typed, the signs beside them are not either: there the key of "/" types "." and ",".
const DISPLACED = { ".": "/", ",": "?" };

let actions = new Map();

// The table: [key, action, whether it works without a song] for each key, in lower case.
export function listenForKeys(table) {
  actions = new Map(table.map(([key, act, always]) => [key, { act, always }]));
  window.addEventListener("keydown", onKey); // adding it again changes nothing
}

// Focuses the page's search field; where there is none, follows the link to a page that has one.
export function focusSearch(address) {
  const field = [...document.querySelectorAll("[type=search]")].find((each) => each.checkVisibility());
  if (field) field.focus();
  else document.querySelector(`a[href="${address}"]`)?.click();
}

// The key's name in lower case; where it types another script, that of the key in its position on a Latin keyboard.
export function nameOf({ key, code = "", shiftKey }) {
  const signs = code === "Slash";
  if (signs && key in DISPLACED) return DISPLACED[key];
  if (LATIN.test(key)) return key.toLowerCase();
  if (signs) return shiftKey ? "?" : "/";
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : key.toLowerCase();
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

function onKey(event) {
  if (event.key === "Escape") return onEscape(event);
  const key = nameOf(event);
  const { act, always } = actions.get(key) ?? {};
  if (!act || (!always && !current()) || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && !SIGNS.includes(key))) return;
  if (event.repeat && !key.startsWith("arrow")) return;
  if (isTaken(key, event.target) || document.querySelector(OPEN)) return;
  event.preventDefault();
  act();
}
