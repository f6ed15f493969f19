// How long ago something was: one clock for all that show it; it moves twice a minute, and only while it is shown.
import { useSyncExternalStore } from "react";
import { ageOf } from "./age.js";

const MOVES_MS = 30_000;

const listeners = new Set();
let time = 0;
let timer = null;

function subscribe(listener) {
  time = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    time = Date.now();
    for (const each of listeners) each();
  }, MOVES_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = null;
  };
}

export function useAge(iso) {
  const now = useSyncExternalStore(
    subscribe,
    () => time,
    () => 0,
  );
  return ageOf(iso, now);
}
