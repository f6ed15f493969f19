// What the server has a page do: each command is a name and plain data, and the function of that name is here, or a
// listener of the window elsewhere. The server sends no scripts: the pages' security policy would not run them.
import { eventLoop } from "$/utils/context-registry";
import { ReflexEvent, refs } from "$/utils/state";

// The change that is to be seen is drawn a moment after its event has arrived.
const AFTER_DRAWING_MS = 60;
const afterDrawing = (act) => setTimeout(act, AFTER_DRAWING_MS);

function toast({ level, text, seconds, undo }) {
  const bringBack = () => eventLoop.addEvents([ReflexEvent(undo.name, undo.payload)]);
  const action = undo ? { action: { label: "Undo", onClick: bringBack } } : {};
  refs.__toast?.[level](text, { duration: seconds * 1000, ...action });
}

const COMMANDS = {
  toast,
  show: ({ selector }) =>
    afterDrawing(() => document.querySelector(selector)?.scrollIntoView({ block: "nearest", behavior: "smooth" })),
  focus: ({ selector }) => afterDrawing(() => document.querySelector(selector)?.focus()),
  load: ({ address }) => location.replace(address),
};

function run({ name, ...details }) {
  if (name in COMMANDS) COMMANDS[name](details);
  else window.dispatchEvent(new CustomEvent(`melody:${name}`, { detail: details }));
}

// Reflex's own way to set the value of something on the page, which takes any data.
refs.ref_commands = {
  current: {
    set value(command) {
      run(command);
    },
  },
};

// A page that the browser kept while another one was open may be somebody else's by now.
if (typeof window !== "undefined") {
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

export function Commands({ children }) {
  return children;
}
