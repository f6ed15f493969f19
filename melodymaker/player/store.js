// What is playing, for every component that draws it: one value, replaced on each change.
import { useSyncExternalStore } from "react";

const KEPT = "melody:player";
const REPEATS = ["off", "all", "one"];

const EMPTY = {
  queue: [], // tracks, in the order of the list they were started from
  order: [], // places in the queue, in the order they are played
  at: -1, // place in the order
  playing: false,
  waiting: false, // sound was asked for and is not here yet
  failed: false,
  seconds: 0,
  volume: 0.8,
  muted: false,
  shuffle: false,
  repeat: "off",
};

let state = EMPTY;
const listeners = new Set();

export const get = () => state;
export const current = (from = state) => from.queue[from.order[from.at]];

export function set(change) {
  state = { ...state, ...change };
  for (const tell of listeners) tell();
}

function subscribe(tell) {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function useStore(select) {
  return useSyncExternalStore(subscribe, () => select(state), () => select(EMPTY));
}

// The position changes many times a second, so it is told apart from the rest.
let position = 0;
const clocks = new Set();

export const now = () => position;

export function tick(seconds) {
  position = seconds;
  for (const tell of clocks) tell(seconds);
}

export function onTick(tell) {
  clocks.add(tell);
  return () => clocks.delete(tell);
}

// Only what `select` returns is compared: whole seconds redraw once a second.
export function useClock(select) {
  return useSyncExternalStore(onTick, () => select(position), () => select(0));
}

export function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT)) ?? {};
    const change = {};
    if (kept.volume >= 0 && kept.volume <= 1) change.volume = kept.volume;
    if (REPEATS.includes(kept.repeat)) change.repeat = kept.repeat;
    for (const name of ["muted", "shuffle"]) change[name] = kept[name] === true;
    set(change);
  } catch {
    // Storage is blocked or holds something else: the defaults stand.
  }
}

function keep() {
  const { volume, muted, shuffle, repeat } = state;
  try {
    localStorage.setItem(KEPT, JSON.stringify({ volume, muted, shuffle, repeat }));
  } catch {
    // Storage is blocked or full: the choice lasts until the page is closed.
  }
}

export const setVolume = (volume) => {
  set({ volume: Math.min(1, Math.max(0, volume)), muted: false });
  keep();
};

export const toggleMute = () => {
  set({ muted: !state.muted });
  keep();
};

export const cycleRepeat = () => {
  set({ repeat: REPEATS[(REPEATS.indexOf(state.repeat) + 1) % REPEATS.length] });
  keep();
};

export function toggleShuffle() {
  const shuffle = !state.shuffle;
  const playing = state.order[state.at];
  const order = shuffle ? shuffled(state.queue, playing) : state.queue.map((_, i) => i);
  set({ shuffle, order, at: order.indexOf(playing ?? -1) });
  keep();
}

// Every place of the queue once: `first` in front, the others in random order.
export function shuffled(queue, first) {
  const rest = queue.map((_, i) => i).filter((i) => i !== first);
  for (let i = rest.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [rest[i], rest[j]] = [rest[j], rest[i]];
  }
  return first === undefined ? rest : [first, ...rest];
}

export const setQueue = (queue, start) => {
  const order = state.shuffle ? shuffled(queue, start) : queue.map((_, i) => i);
  set({ queue, order, at: order.indexOf(start) });
};

// A renamed song keeps playing under its new name.
export function refresh(track) {
  const old = state.queue.find((each) => each.id === track.id);
  if (!old || (old.title === track.title && old.artist === track.artist)) return;
  set({ queue: state.queue.map((each) => (each.id === track.id ? track : each)) });
}

// Takes a song out of the queue; the current place stays on the song it was on.
export function drop(id) {
  const gone = state.queue.findIndex((each) => each.id === id);
  if (gone < 0) return;
  const playing = state.order[state.at];
  const order = state.order.filter((i) => i !== gone).map((i) => (i > gone ? i - 1 : i));
  const at = order.indexOf(playing > gone ? playing - 1 : playing);
  set({ queue: state.queue.filter((_, i) => i !== gone), order, at: playing === gone ? -1 : at });
}
