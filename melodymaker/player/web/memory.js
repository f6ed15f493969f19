// What played when the page was left: stored for whoever is signed in, and deleted when they sign out.
import { setKeptOwner } from "./kept.js";
import { isListAddress } from "./more.js";
import { STORAGE } from "./names.js";
import { cue, stop } from "./playback.js";
import { current, get, now, onChange, onTick, set } from "./store.js";
import { cancelTimer, startTimer } from "./timers.js";

const SIGN_OUT = "/auth/sign-out";
const MOST_TRACKS = 200;
const MOST_PLAYED = 50; // of those, tracks before the current one
const SAVE_EVERY_SECONDS = 5;
const SAVE_AFTER_MS = 500; // a long queue takes a while to be written, and the next change may follow at once

let owner = null; // not known yet
let unsaved = false; // what another tab has saved since is not overwritten without a change

// Says who is signed in, "" for a visitor.
export function setOwner(user) {
  if (user === owner) return;
  setKeptOwner(user);
  const before = owner;
  owner = user;
  if (before) clear();
  if (!user) deleteSaved();
  else if (get().queue.length === 0) restore();
  else saveQueue();
}

function clear() {
  stop();
  set({ queue: [], order: [], more: "", panel: "", full: false });
}

function deleteSaved() {
  tryStorage(() => {
    for (const name of [STORAGE.queue, STORAGE.position]) localStorage.removeItem(name);
  });
}

// Storage may be blocked, full, or hold what somebody else wrote: then nothing is restored.
function tryStorage(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function restore() {
  const saved = tryStorage(() => JSON.parse(localStorage.getItem(STORAGE.queue)));
  if (saved?.owner !== owner || !isQueue(saved)) return deleteSaved();
  const place = tryStorage(() => JSON.parse(localStorage.getItem(STORAGE.position)));
  const { queue, order, at, more } = saved;
  set({ queue: queue.map(knownFields), order, at, more: more ?? "" });
  const track = current();
  if (track) cue(place?.id === track.id && place.at > 0 && place.at < track.seconds ? place.at : 0);
}

function isQueue({ queue, order, at, more }) {
  if (!Array.isArray(queue) || !Array.isArray(order) || queue.length > MOST_TRACKS) return false;
  const indexes = new Set(order);
  const whole = order.length === queue.length && indexes.size === queue.length && queue.every((_, i) => indexes.has(i));
  const once = new Set(queue.map((each) => each?.id)).size === queue.length;
  const inside = Number.isInteger(at) && at >= -1 && at < queue.length;
  return whole && once && inside && isListAddress(more ?? "") && queue.every(isTrack);
}

const TAKES = ["A", "B"];
const TEXTS = ["id", "title", "artist", "peaks", "audio", "cover", "thumb"];

// Addresses are believed only where the site's own songs are.
function isTrack(track) {
  if (TEXTS.some((name) => typeof track?.[name] !== "string" || track[name].length > 500)) return false;
  const home = `/media/songs/${track.id}/`;
  return (
    /^[\w-]{1,64}$/.test(track.id) &&
    ["audio", "cover", "thumb"].every((name) => track[name].startsWith(home)) &&
    Number.isFinite(track.loudness) &&
    track.seconds > 0 &&
    track.seconds < 86_400
  );
}

const knownFields = (track) => ({
  ...Object.fromEntries(TEXTS.map((name) => [name, track[name]])),
  seconds: track.seconds,
  loudness: track.loudness,
  liked: track.liked === true,
  take: TAKES.includes(track.take) ? track.take : "",
});

function saveQueue() {
  unsaved = false;
  cancelTimer("save");
  if (!owner) return;
  const { queue, order, at, more } = get();
  const first = Math.max(0, Math.min(at - MOST_PLAYED, order.length - MOST_TRACKS));
  const saved = order.slice(first, first + MOST_TRACKS);
  const indexes = [...saved].sort((a, b) => a - b);
  const content = {
    owner,
    queue: indexes.map((index) => knownFields(queue[index])),
    order: saved.map((index) => indexes.indexOf(index)),
    at: at < 0 ? -1 : at - first,
    more: first + MOST_TRACKS < order.length ? "" : more,
  };
  tryStorage(() => localStorage.setItem(STORAGE.queue, JSON.stringify(content)));
  savePosition();
}

function savePosition() {
  const track = current();
  if (!owner || !track) return;
  tryStorage(() => localStorage.setItem(STORAGE.position, JSON.stringify({ id: track.id, at: now() })));
}

// Stores what changes, as it changes.
export function startMemory() {
  let last = get();
  let saved = 0;
  onChange((state) => {
    const same = ["queue", "order", "at", "more"].every((name) => state[name] === last[name]);
    last = state;
    if (same) return;
    unsaved = true;
    startTimer("save", SAVE_AFTER_MS, saveQueue);
  });
  onTick((position) => {
    if (Math.abs(position - saved) < SAVE_EVERY_SECONDS) return;
    saved = position;
    savePosition();
  });
  for (const [target, name] of [
    [window, "pagehide"],
    [document, "visibilitychange"],
  ])
    target.addEventListener(name, () => (unsaved ? saveQueue() : savePosition()));
  // The server may still name the last user for a moment after they have left.
  document.addEventListener("submit", ({ target }) => target.action?.endsWith?.(SIGN_OUT) && setOwner(""));
}
