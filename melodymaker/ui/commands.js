// What the server has a page do: each command is a name and plain data, and the function of that name is here, or a
// listener of the window elsewhere. The server sends no scripts: the pages' security policy would not run them.

import { useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { eventLoop } from "$/utils/context-registry";
import { ReflexEvent, refs } from "$/utils/state";
import { closeDialogs } from "./dialog-focus.js";
import { listenForPresses } from "./one-press.js";

// The change that is to be seen is drawn a moment after its event has arrived.
const AFTER_DRAWING_MS = 60;
// A page's title is set a moment after the page.
const TITLE_MS = 250;
const afterDrawing = (act) => setTimeout(act, AFTER_DRAWING_MS);

// Whether the focus has gone elsewhere since something was asked of the server, by a button or by Enter.
let movedOn = false;
if (typeof document !== "undefined") {
  listenForPresses();
  const ask = () => {
    movedOn = false;
  };
  document.addEventListener("click", (event) => event.target.closest("button, [role=menuitem]") && ask(), true);
  document.addEventListener("keydown", (event) => event.key === "Enter" && ask(), true);
  document.addEventListener("focusin", ({ target }) => {
    // A menu that closes gives the focus back to its button: nobody went there.
    if (target.getAttribute("aria-haspopup") !== "menu") movedOn = true;
  });
}

// An answer that comes late does not take the focus from somebody who has gone on meanwhile. What is folded around a
// field opens, and what is written below it is seen, too.
function focus({ selector }) {
  const field = document.querySelector(selector);
  if (movedOn || !field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus({ preventScroll: true });
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
}

async function copyLink(address) {
  const url = new URL(address, location.href).href;
  try {
    await navigator.clipboard.writeText(url);
    toast({ level: "success", text: "__t:Link copied__", seconds: 4 });
  } catch {
    toast({ level: "info", text: "__t:Copy this: {address}__".replace("{address}", url), seconds: 12 });
  }
}

function toast({ level, text, seconds, button }) {
  const press = () =>
    button.address ? copyLink(button.address) : eventLoop.addEvents([ReflexEvent(button.name, button.payload)]);
  const action = button ? { action: { label: button.label, onClick: press } } : {};
  refs.__toast?.[level](text, { duration: seconds * 1000, ...action });
}

// The browser saves what it is sent, in a frame of its own; only an answer that is no file loads there, and says why.
function download({ address, songs }) {
  const frame = document.createElement("iframe");
  frame.name = `download-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  frame.hidden = true;
  document.body.append(frame);
  frame.addEventListener("load", () => {
    const text = frame.contentDocument?.body.textContent || "__t:The download did not start. Check the connection.__";
    toast({ level: "error", text, seconds: 10 });
    frame.remove();
  });
  const form = document.createElement("form");
  Object.assign(form, { action: address, target: frame.name, method: songs.length ? "post" : "get", hidden: true });
  for (const id of songs) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "song", value: id }));
  }
  document.body.append(form);
  form.submit();
  form.remove();
}

// What the server refused is shown as it was, by whatever listens.
function toastFromServer(details) {
  toast(details);
  if (details.level === "error") window.dispatchEvent(new Event("melody:refused"));
}

const COMMANDS = {
  toast: toastFromServer,
  download,
  show: ({ selector }) =>
    afterDrawing(() => document.querySelector(selector)?.scrollIntoView({ block: "nearest", behavior: "smooth" })),
  focus: (details) => afterDrawing(() => focus(details)),
  load: ({ address }) => location.replace(address),
  leave: ({ address }) => location.assign(address),
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

// Where the site can be installed, a page that cannot be had says so; see the worker.
if (typeof navigator !== "undefined") navigator.serviceWorker?.register("/service-worker.js").catch(() => {});

// A page that the browser kept while another one was open may be somebody else's by now.
if (typeof window !== "undefined") {
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

// A picture that cannot be had leaves its place plain: the song may be deleted while somebody has it in the player.
if (typeof document !== "undefined") {
  const mark = ({ type, target }) =>
    target.tagName === "IMG" && target.toggleAttribute("data-missing", type === "error");
  for (const name of ["error", "load"]) document.addEventListener(name, mark, true);
}

// On another page the focus goes to what is new there, and its title is said. A field that took the focus keeps it, and so
// does whatever somebody has begun meanwhile: a menu closes when it loses the focus.
function arrive(hasBegun) {
  const main = document.getElementById("content");
  if (main && !hasBegun && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  const said = document.getElementById("arrived");
  if (said) said.textContent = document.title;
}

function arriveSoon() {
  const over = new AbortController();
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
  };
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, begin, { capture: true, signal: over.signal });
  const timer = setTimeout(() => {
    over.abort();
    arrive(hasBegun);
  }, TITLE_MS);
  return () => {
    over.abort();
    clearTimeout(timer);
  };
}

// What was sent before the page could take it; see the script in the head of each page.
function sendHeldForm() {
  window.melodyStarted = true;
  const form = window.melodyHeldForm;
  window.melodyHeldForm = undefined;
  if (form?.isConnected) form.requestSubmit();
}

export function Commands({ children }) {
  const { pathname } = useLocation();
  useEffect(sendHeldForm, []);
  const page = pathname.replace(/(.)\/$/, "$1"); // a page that is loaded has a slash at its end
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return undefined;
    before.current = page;
    closeDialogs();
    return arriveSoon();
  }, [page]);
  return children;
}
