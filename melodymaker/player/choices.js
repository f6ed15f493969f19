// How somebody likes to listen: changed by a click or a key, and remembered by this browser.
import { shuffleQueue } from "./queue";
import { get, set } from "./store";

const KEPT = "melody:player";
const REPEATS = ["off", "all", "one"];
export const LONGEST_CROSSFADE = 12;

export function recallChoices() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT)) ?? {};
    const change = {};
    if (kept.volume >= 0 && kept.volume <= 1) change.volume = kept.volume;
    if (REPEATS.includes(kept.repeat)) change.repeat = kept.repeat;
    if (kept.crossfade >= 0 && kept.crossfade <= LONGEST_CROSSFADE) change.crossfade = kept.crossfade;
    for (const name of ["muted", "shuffle"]) change[name] = kept[name] === true;
    set(change);
  } catch {
    // Storage is blocked or holds something else: the defaults stand.
  }
}

function keep(change) {
  set(change);
  const { volume, muted, shuffle, repeat, crossfade } = get();
  try {
    localStorage.setItem(KEPT, JSON.stringify({ volume, muted, shuffle, repeat, crossfade }));
  } catch {
    // Storage is blocked or full: the choice lasts until the page is closed.
  }
}

export const setVolume = (volume) => keep({ volume: Math.min(1, Math.max(0, volume)), muted: false });
export const toggleMute = () => keep({ muted: !get().muted });
export const setCrossfade = (crossfade) => keep({ crossfade });
export const cycleRepeat = () => keep({ repeat: REPEATS[(REPEATS.indexOf(get().repeat) + 1) % REPEATS.length] });
export const toggleShuffle = () => keep(shuffleQueue(!get().shuffle));
