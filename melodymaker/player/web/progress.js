// How much of the current song has played, as a property of what shows it, so that nothing is drawn again for it.
import { ATTRIBUTES } from "./names.js";
import { get, now, onChange, onTick } from "./store.js";

const PLAYED = "--played";
const FIND_EVERY_MS = 1000; // a long list is slow to search

let found = [];
let foundAt = Number.NEGATIVE_INFINITY;

// What has just been drawn shows it at once.
export function paintDrawn() {
  foundAt = Number.NEGATIVE_INFINITY;
  paintProgress();
}

export function paintProgress() {
  const { track, aim, seconds } = get();
  const length = seconds || track?.seconds;
  if (!length) return;
  const percent = (position) => `${Math.min(100, (100 * position) / length).toFixed(2)}%`;
  if (performance.now() - foundAt > FIND_EVERY_MS) {
    found = document.querySelectorAll(`[${ATTRIBUTES.progress}]`);
    foundAt = performance.now();
  }
  for (const element of found) {
    const aimed = aim !== null && element.matches(".player *");
    element.style.setProperty(PLAYED, percent(aimed ? aim : now()));
  }
}

export function startProgress() {
  onTick(paintProgress);
  let painted = {};
  onChange(({ aim, seconds }) => {
    if (aim === painted.aim && seconds === painted.seconds) return;
    painted = { aim, seconds };
    paintProgress();
  });
}
