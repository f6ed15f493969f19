// One press, one effect: what asks the server for something new is deaf until the page has changed, which is the answer,
// or until it has waited for long. The server knows a second sending as well; this spares people the doubt.
const WAIT_MS = 8000;
const ASKS = "button[data-asks]";
// The second click of a double click would take back what the first one chose.
const TOGGLES = "button[data-toggles]";

const isBusy = (element) => element.getAttribute("aria-busy") === "true";

function makeBusy(element, { leaves }) {
  element.setAttribute("aria-busy", "true");
  const observer = new MutationObserver(() => end());
  const timer = setTimeout(() => end(), WAIT_MS);
  const end = () => {
    observer.disconnect();
    clearTimeout(timer);
    removeEventListener("pageshow", end);
    element.removeAttribute("aria-busy");
  };
  // Back may bring a page as it was left.
  if (leaves) addEventListener("pageshow", end);
  else observer.observe(document.body, { childList: true, characterData: true, subtree: true });
}

// Before the page has started nothing of its own takes a press, which is one then; see the script in its head.
function once(event, element, options) {
  if (!globalThis.melodyStarted && !options.leaves) return;
  if (isBusy(element)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else {
    makeBusy(element, options);
  }
}

export function listenForPresses() {
  addEventListener(
    "submit",
    (event) => once(event, event.target, { leaves: event.target.hasAttribute("action") }),
    true,
  );
  addEventListener(
    "click",
    (event) => {
      if (event.detail > 1 && event.target.closest(TOGGLES)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      const button = event.target.closest(ASKS);
      if (button) once(event, button, { leaves: false });
    },
    true,
  );
}
