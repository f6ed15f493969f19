// What is playing, for every component that draws it: one value, replaced on each change.
import { useSyncExternalStore } from "react";

const EMPTY = {
  queue: [], // tracks, in the order of the list they were started from
  order: [], // places in the queue, in the order they are played
  at: -1, // place in the order
  playing: false,
  waiting: false, // sound was asked for and is not here yet
  failed: "", // why nothing plays: "missing", "offline"
  seconds: 0,
  volume: 0.8,
  muted: false,
  shuffle: false,
  repeat: "off",
  crossfade: 0, // seconds
  panel: "", // what is open beside the bar: "queue", "lyrics" or nothing
  help: false,
  full: false, // on phones: the player fills the screen
};

let state = EMPTY;
const listeners = new Set();

export const get = () => state;
export const current = (from = state) => from.queue[from.order[from.at]];

export function set(change) {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useStore(select) {
  return useSyncExternalStore(
    onChange,
    () => select(state),
    () => select(EMPTY),
  );
}

// The position changes many times a second, so it has listeners apart from the rest.
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

// Only what `select` returns is compared: whole seconds redraw once a second.
export function useClock(select) {
  return useSyncExternalStore(
    onTick,
    () => select(position),
    () => select(0),
  );
}
