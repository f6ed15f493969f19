// What is playing: one state, replaced on each change, and the position apart from it, which changes far more often.

export const EMPTY = {
  queue: [], // tracks, in the order of the list they were started from
  order: [], // indexes into the queue, in the order they are played
  at: -1, // index into the order
  more: "", // address of the tracks that follow the last one of the queue
  playing: false,
  waiting: false, // sound was requested and has not begun
  failed: "", // why nothing plays: "missing", "unplayable", "offline"
  skips: false, // after a failure: the next song will be tried
  seconds: 0, // length of the current song
  volume: 0.8,
  muted: false,
  shuffle: false,
  repeat: "off", // or "all", "one"
  crossfade: 0, // seconds
  panel: "", // what is open beside the bar: "queue", "lyrics", another panel's name, or nothing
  help: false,
  full: false, // on phones: the player fills the screen
  aim: null, // seconds: where the held thumb of the seek bar is
  drag: null, // the row of the queue that is being dragged: {start, end, offset, height}
  announcement: "", // for screen readers
  lyrics: null, // of the current song: {id, sung, lines}, or {id, failed}
  // Derived from the above on each change:
  track: null, // the current one
  upcoming: [], // the tracks after it
  hasNext: false,
};

let state = EMPTY;
let batches = 0; // that are open
let changed = false; // since listeners were called
let told = EMPTY; // what listeners were last told of
const listeners = new Set();
const rows = new Map(); // id of a track → listeners of what shows that track alone

export const get = () => state;
export const current = () => state.track;

export function set(change) {
  if (Object.keys(change).every((name) => Object.is(change[name], state[name]))) return;
  const next = { ...state, ...change };
  if (next.queue !== state.queue || next.order !== state.order || next.at !== state.at) {
    next.track = next.queue[next.order[next.at]] ?? null;
    next.upcoming = next.order.slice(next.at + 1).map((index) => next.queue[index]);
  }
  const begins = next.repeat !== "off" && next.order.length > 0;
  next.hasNext = next.upcoming.length > 0 || begins || (next.more !== "" && next.track !== null);
  state = next;
  changed = true;
  notify();
}

function notify() {
  if (batches > 0 || !changed) return;
  changed = false;
  const before = told;
  told = state;
  for (const listener of listeners) listener(state);
  const ids = [before.track?.id, state.track?.id];
  if (ids[0] === ids[1] && before.playing === state.playing) return;
  for (const id of new Set(ids)) for (const listener of rows.get(id) ?? []) listener();
}

// Makes several changes of which listeners hear once: each row of a page is one.
export function batch(changes) {
  batches += 1;
  try {
    changes();
  } finally {
    batches -= 1;
    notify();
  }
}

export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Listens for what this track alone is concerned by: it becomes the current one or no longer is, plays or pauses. Of the
// many rows of a page two at most are called so.
export function onTrackChange(id, listener) {
  if (!rows.has(id)) rows.set(id, new Set());
  const listening = rows.get(id).add(listener);
  return () => {
    listening.delete(listener);
    if (listening.size === 0 && rows.get(id) === listening) rows.delete(id);
  };
}

let position = 0;
const clocks = new Set();

export const now = () => position;

export function tick(seconds) {
  position = seconds;
  for (const listener of clocks) listener(seconds);
}

export function onTick(listener) {
  clocks.add(listener);
  return () => clocks.delete(listener);
}
