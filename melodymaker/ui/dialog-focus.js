// Where the focus goes when a dialog or a menu closes. Radix gives it back to a dialog's own trigger; one that the server
// opens has none, so what was pressed or had the focus last, outside of both, is remembered here.

const OVERLAYS = "[role=dialog], [role=menu]";
const TAKES_FOCUS = "a, button, input, select, textarea, [tabindex]";

let opener = null;

if (typeof document !== "undefined") {
  const note = ({ target }) => {
    const found = target.closest(TAKES_FOCUS);
    if (found && !found.closest(OVERLAYS)) opener = found;
  };
  document.addEventListener("focusin", note, true);
  document.addEventListener("click", note, true); // WebKit does not focus what the mouse presses
}

// A dialog belongs to the page that it was opened on. The server keeps what is open, so that it would open anew after a
// reload, and stay over the next page: one that opens while nobody has pressed anything yet is closed, and so is one that
// is open when the page changes. Radix closes the topmost one when it hears this key.
const DIALOG = ".dialog[data-state=open]";
let pressed = false;

function close() {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
}

export function closeDialogs() {
  pressed = false;
  if (document.querySelector(DIALOG)) close();
}

if (typeof document !== "undefined") {
  const press = ({ isTrusted }) => {
    pressed ||= isTrusted;
  };
  for (const name of ["pointerdown", "keydown", "click"]) document.addEventListener(name, press, true);
  document.addEventListener("focusin", ({ target }) => !pressed && target.closest(DIALOG) && close(), true);
}

// For a dialog that closes. What opened it may be gone: the row of a song that was deleted there.
export function returnFocus(event) {
  event.preventDefault();
  const next = opener?.isConnected ? opener : document.querySelector("main");
  next?.focus({ preventScroll: true });
}

// For a menu that closes, which fades and would take the focus out of what one of its items has opened meanwhile: a dialog,
// or a field.
export function leaveFocus(event) {
  const { activeElement } = document;
  const isElsewhere = activeElement !== document.body && !activeElement.closest(OVERLAYS);
  if (isElsewhere || document.querySelector("[role=dialog][data-state=open]")) event.preventDefault();
}
