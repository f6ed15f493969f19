// A sample: a few seconds that are heard apart from the queue. While one plays the player is silent, and the reverse.
import { useSyncExternalStore } from "react";

import { pause } from "./playback.js";
import { get, onChange } from "./store.js";

const listeners = new Set();
let sound = null;
let playing = ""; // the address of the sample that plays

function set(address) {
  if (playing === address) return;
  playing = address;
  for (const listener of listeners) listener();
}

function stop() {
  sound?.pause();
  set("");
}

function open() {
  const element = new Audio();
  for (const name of ["ended", "error"]) element.addEventListener(name, stop);
  onChange((state) => state.playing && playing && stop());
  return element;
}

export function toggleSample(address) {
  if (playing === address) return stop();
  if (get().playing) pause();
  sound ??= open();
  sound.src = address;
  sound.volume = get().muted ? 0 : get().volume ** 2;
  set(address);
  sound.play().catch((error) => error.name !== "AbortError" && stop());
}

// Whether this sample plays; with the last of its buttons it ends.
export const useSample = (address) =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    () => playing === address,
    () => false,
  );
