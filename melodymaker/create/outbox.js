// Requests that were made while the server was away: kept in this browser, and sent, each once, as soon as it is back.
import { useEffect, useSyncExternalStore } from "react";

const STORAGE = "melody:kept";
const TEXTS = ["title", "description", "style", "lyrics"];
const NUMBERS = ["bpm", "seed"];
const MOST = 10; // as many as may wait at the server

let kept = null; // [{id, owner, request}], the oldest first
const NOTHING = [];
const listeners = new Set();
const sent = new Set(); // ids, since the server was there last

function read() {
  if (kept) return kept;
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE));
    kept = Array.isArray(stored) ? stored.filter((each) => each?.id && each.owner && each.request) : [];
  } catch {
    kept = [];
  }
  return kept;
}

function write(next) {
  kept = next;
  try {
    localStorage.setItem(STORAGE, JSON.stringify(next));
  } catch {
    // Storage may be blocked: then it is kept as long as the page is.
  }
  for (const listener of listeners) listener();
}

// What is typed may not have reached the server, whose copy of the request the page has.
function asTyped(request) {
  const typed = (name) => document.querySelector(`:is(textarea, input)[name="${name}"]`)?.value;
  const texts = TEXTS.map((name) => [name, typed(name) ?? request[name]]);
  const numbers = NUMBERS.map((name) => [name, Number.parseInt(typed(name), 10)]);
  const known = numbers.map(([name, number]) => [name, Number.isNaN(number) ? null : number]);
  return { ...request, ...Object.fromEntries(texts), ...Object.fromEntries(known) };
}

// Create was pressed. `lost` says that the server does not answer; `send` makes the request of what the server holds.
export function pressCreate(lost, owner, request, submissionId, send, ...rest) {
  const clicks = rest.at(-1)?.detail ?? 1;
  const typed = asTyped(request);
  const isEmpty = TEXTS.every((name) => !typed[name]?.trim());
  if ((!lost && navigator.onLine) || !owner || isEmpty) return send(submissionId, clicks);
  const text = JSON.stringify(typed);
  const isKept = read().some((each) => each.owner === owner && JSON.stringify(each.request) === text);
  if (clicks > 1 || isKept || read().length >= MOST) return;
  write([...read(), { id: `${submissionId}-${Date.now()}`, owner, request: typed }]);
}

const forget = (id) => write(read().filter((each) => each.id !== id));

if (typeof window !== "undefined") addEventListener("melody:sent", ({ detail }) => forget(detail.id));

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const useKept = () => useSyncExternalStore(subscribe, read, () => NOTHING);

// How many requests of this user are kept.
export const useKeptCount = (owner) => useKept().filter((each) => each.owner === owner).length;

let copy = null; // {owner, request}: what the composer held last, for a server that has forgotten it
let wasAway = false;

const CHOICES = ["mode", "write_lyrics", "instrumental", "voice", "duration", "key"];
// Whether a request has something that the other one has not.
const hasMore = (one, other) =>
  CHOICES.some((name) => one[name] !== other[name]) || TEXTS.some((name) => one[name]?.trim() && !other[name]?.trim());

// While there is no server only this page knows what is typed.
function copyTyped({ target }) {
  if (wasAway && copy && target.matches?.(":is(textarea, input)[name]")) copy.request = asTyped(copy.request);
}

// Gives the composer back what it held, if the server comes back without it. It answers with another submission.
export function useComposerCopy(away, owner, request, submissionId, restore) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer after the server was away is the new submission
  useEffect(() => {
    if (!submissionId || !owner) return; // a server that has just come back knows neither at first
    const lost = wasAway && copy?.owner === owner && hasMore(copy.request, request);
    const held = copy?.request;
    wasAway = false;
    copy = { owner, request };
    if (lost) restore(held);
  }, [submissionId, owner]);
  useEffect(() => {
    if (away && !wasAway) {
      wasAway = true;
      if (copy) copy.request = asTyped(copy.request);
    } else if (!wasAway) copy = { owner, request };
  }, [away, owner, request]);
  useEffect(() => {
    addEventListener("input", copyTyped);
    return () => removeEventListener("input", copyTyped);
  }, []);
  return "";
}

// Sends what is kept for this user, once the server is there; returns nothing that is drawn.
export function useOutbox(away, owner, send) {
  const all = useKept();
  useEffect(() => {
    if (away) sent.clear();
    else if (owner) {
      for (const { id, request, owner: of } of all) {
        if (of !== owner || sent.has(id)) continue;
        sent.add(id);
        send(id, request);
      }
    }
  });
  return "";
}
