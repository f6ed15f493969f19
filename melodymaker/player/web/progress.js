// How much of the current song has played, as a property of what shows it, so that nothing is drawn again for it.
import { ATTRIBUTES } from "./names.js";
import { get, now, onChange, onTick } from "./store.js";

const PLAYED = "--played";

export function paintProgress() {
  const { track, aim, seconds } = get();
  const length = seconds || track?.seconds;
  if (!length) return;
  const percent = (position) => `${Math.min(100, (100 * position) / length).toFixed(2)}%`;
  for (const element of document.querySelectorAll(`[${ATTRIBUTES.progress}]`)) {
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
