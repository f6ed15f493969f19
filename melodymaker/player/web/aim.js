// The thumb of the seek bar: while a finger or the mouse holds it, only the picture moves; letting go seeks.
import { lengthOf, seek } from "./playback.js";
import { get, now, set } from "./store.js";

const STEP_SECONDS = 5;

const KEYS = {
  ArrowLeft: (at) => at - STEP_SECONDS,
  ArrowDown: (at) => at - STEP_SECONDS,
  ArrowRight: (at) => at + STEP_SECONDS,
  ArrowUp: (at) => at + STEP_SECONDS,
  PageDown: (at) => at - 3 * STEP_SECONDS,
  PageUp: (at) => at + 3 * STEP_SECONDS,
  Home: () => 0,
  End: () => lengthOf(),
};

let held = false;

export function holdThumb() {
  held = true;
}

export function moveThumb(seconds) {
  if (held) set({ aim: seconds });
  else seek(seconds);
}

export function releaseThumb() {
  held = false;
  const { aim } = get();
  if (aim !== null) seek(aim);
  set({ aim: null });
}

export function cancelThumb() {
  held = false;
  set({ aim: null });
}

export function seekByKey(event) {
  const move = KEYS[event.key];
  if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  seek(move(now()));
}
