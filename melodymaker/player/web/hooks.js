// How components read the store. A selector returns what is stored, never a new object.
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";

import { EMPTY_KEPT, getKept, keptPart, onKeptChange } from "./kept.js";
import { lineOf, onLine, wordOf } from "./lyrics.js";
import { setOwner } from "./memory.js";
import { paintDrawn } from "./progress.js";
import { EMPTY, get, now, onChange, onTick, onTrackChange } from "./store.js";
import { registerTrack } from "./tracks.js";

export const usePlayer = (select) =>
  useSyncExternalStore(
    onChange,
    () => select(get()),
    () => select(EMPTY),
  );

// Only what `select` returns is compared: whole seconds draw once a second.
export const useClock = (select) =>
  useSyncExternalStore(
    onTick,
    () => select(now()),
    () => select(0),
  );

// What `select` returns may depend on whether this track is the current one, and on whether it plays.
function useOneTrack(id, select) {
  const listen = useCallback((listener) => onTrackChange(id, listener), [id]);
  return useSyncExternalStore(
    listen,
    () => select(get()),
    () => select(EMPTY),
  );
}

// "playing", "paused", or "idle" for any song but the current one.
export const useTrackState = (id) =>
  useOneTrack(id, ({ track, playing }) => (track?.id !== id ? "idle" : playing ? "playing" : "paused"));

export function useIsCurrent(id) {
  const active = useOneTrack(id, ({ track }) => track?.id === id);
  useEffect(() => {
    if (active) paintDrawn();
  }, [active]);
  return active;
}

// The index of the line of this song that is sung, or -1.
export const useLine = (id) =>
  useSyncExternalStore(
    onLine,
    () => lineOf(id),
    () => -1,
  );

// The index of the word of that line that is sung, or -1.
export const useWord = (id) =>
  useSyncExternalStore(
    onLine,
    () => wordOf(id),
    () => -1,
  );

// What is kept on this device.
export const useKept = (select) =>
  useSyncExternalStore(
    onKeptChange,
    () => select(getKept()),
    () => select(EMPTY_KEPT),
  );

// How much of this playlist is kept: "all", "some" or "none".
export const useKeptPart = (id, songs) =>
  useSyncExternalStore(
    onKeptChange,
    () => keptPart(id, songs),
    () => "none",
  );

// The width of an element in px, and the `ref` that it needs; `first` until it is known.
export function useWidth(first) {
  const [width, setWidth] = useState(first);
  const ref = useCallback((element) => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

// Has the track among those that the page draws; returns its id.
export function useTrack(track) {
  useEffect(() => registerTrack(track), [track]);
  return track.id;
}

// Says whose queue it is, as soon as that is known; returns the id.
export function useOwner(owner, known) {
  useEffect(() => {
    if (known) setOwner(owner);
  }, [owner, known]);
  return owner;
}
