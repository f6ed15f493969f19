// What played when the page was left: kept for whoever is signed in, and forgotten when they sign out.
import { cue, stop } from "./engine";
import { current, get, now, onChange, onTick, set } from "./store";

const QUEUE = "melody:queue";
const PLACE = "melody:place";
const SIGN_OUT = "/auth/sign-out";
const MOST_TRACKS = 200;
const BEFORE = 50; // of those, tracks already played
const EVERY_SECONDS = 5;

let owner = null; // nobody knows yet

// Tells who is signed in, "" for a visitor.
export function setOwner(user) {
  if (user === owner) return;
  const before = owner;
  owner = user;
  if (before) empty();
  if (!user) forget();
  else if (get().queue.length === 0) recall();
  else keepQueue();
}

function empty() {
  stop();
  set({ queue: [], order: [], panel: "", full: false });
}

function forget() {
  attempt(() => {
    for (const name of [QUEUE, PLACE]) localStorage.removeItem(name);
  });
}

// Storage may be blocked, full, or hold what somebody else wrote: then there is nothing to go on with.
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function recall() {
  const kept = attempt(() => JSON.parse(localStorage.getItem(QUEUE)));
  if (kept?.owner !== owner || !isQueue(kept)) return forget();
  const place = attempt(() => JSON.parse(localStorage.getItem(PLACE)));
  const { queue, order, at } = kept;
  set({ queue: queue.map(bare), order, at });
  if (current()) cue(place?.id === current().id && place.at > 0 && place.at < current().seconds ? place.at : 0);
}

function isQueue({ queue, order, at }) {
  if (!Array.isArray(queue) || !Array.isArray(order) || queue.length > MOST_TRACKS) return false;
  const places = new Set(order);
  const whole = order.length === queue.length && places.size === queue.length && queue.every((_, i) => places.has(i));
  const once = new Set(queue.map((each) => each?.id)).size === queue.length;
  return whole && once && Number.isInteger(at) && at >= -1 && at < queue.length && queue.every(isTrack);
}

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

const bare = (track) => ({
  ...Object.fromEntries(TEXTS.map((name) => [name, track[name]])),
  seconds: track.seconds,
  loudness: track.loudness,
  liked: track.liked === true,
});

function keepQueue() {
  if (!owner) return;
  const { queue, order, at } = get();
  const first = Math.max(0, Math.min(at - BEFORE, order.length - MOST_TRACKS));
  const played = order.slice(first, first + MOST_TRACKS);
  const places = [...played].sort((a, b) => a - b);
  const kept = {
    owner,
    queue: places.map((place) => bare(queue[place])),
    order: played.map((place) => places.indexOf(place)),
    at: at < 0 ? -1 : at - first,
  };
  attempt(() => localStorage.setItem(QUEUE, JSON.stringify(kept)));
  keepPlace();
}

function keepPlace() {
  if (!owner || !current()) return;
  attempt(() => localStorage.setItem(PLACE, JSON.stringify({ id: current().id, at: now() })));
}

// Keeps what changes, as it changes; returns the function that stops it.
export function remember() {
  let last = get();
  let kept = 0;
  const changed = () => {
    const state = get();
    const same = state.queue === last.queue && state.order === last.order && state.at === last.at;
    last = state;
    if (!same) keepQueue();
  };
  const ticked = (position) => {
    if (Math.abs(position - kept) < EVERY_SECONDS) return;
    kept = position;
    keepPlace();
  };
  // The server may still name the last user for a moment after they have left.
  const left = ({ target }) => target.action?.endsWith?.(SIGN_OUT) && setOwner("");
  document.addEventListener("submit", left);
  window.addEventListener("pagehide", keepPlace);
  document.addEventListener("visibilitychange", keepPlace);
  const undo = [onChange(changed), onTick(ticked)];
  return () => {
    for (const stop of undo) stop();
    document.removeEventListener("submit", left);
    window.removeEventListener("pagehide", keepPlace);
    document.removeEventListener("visibilitychange", keepPlace);
  };
}
