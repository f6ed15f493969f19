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
