// How somebody likes to listen: changed by a click or a key, and remembered by this browser.
import { STORAGE } from "./names.js";
import { shuffleQueue } from "./queue.js";
import { get, set } from "./store.js";

const REPEATS = ["off", "all", "one"];
const LONGEST_CROSSFADE_SECONDS = 12;

export function restoreChoices() {
  try {
    const saved = JSON.parse(localStorage.getItem(STORAGE.choices)) ?? {};
    const change = {};
    if (saved.volume >= 0 && saved.volume <= 1) change.volume = saved.volume;
    if (REPEATS.includes(saved.repeat)) change.repeat = saved.repeat;
    if (saved.crossfade >= 0 && saved.crossfade <= LONGEST_CROSSFADE_SECONDS) change.crossfade = saved.crossfade;
    for (const name of ["muted", "shuffle"]) change[name] = saved[name] === true;
    set(change);
  } catch {
    // Storage is blocked or holds something else: the defaults stand.
  }
}

function saveChoice(change) {
  set(change);
  const { volume, muted, shuffle, repeat, crossfade } = get();
  try {
    localStorage.setItem(STORAGE.choices, JSON.stringify({ volume, muted, shuffle, repeat, crossfade }));
  } catch {
    // Storage is blocked or full: the choice lasts until the page is closed.
  }
}

export const setVolume = (volume) => saveChoice({ volume: Math.min(1, Math.max(0, volume)), muted: false });
export const changeVolume = (by) => setVolume(get().volume + by);
export const toggleMute = () => saveChoice({ muted: !get().muted });
export const setCrossfade = (crossfade) => saveChoice({ crossfade });
export const cycleRepeat = () => saveChoice({ repeat: REPEATS[(REPEATS.indexOf(get().repeat) + 1) % REPEATS.length] });
export const toggleShuffle = () => saveChoice(shuffleQueue(!get().shuffle));
