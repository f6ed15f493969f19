// The songs that a page draws: which list a play button stands in, and what pressing it plays.
import { ATTRIBUTES } from "./names.js";
import { playList, seek, toggle } from "./playback.js";
import { refresh } from "./queue.js";
import { current } from "./store.js";

const drawn = new Map(); // id → the tracks of all buttons that play it, the newest last
let lists = new WeakMap(); // list → its tracks, until a button comes or goes

// A button that plays the track is on the page; returns what undoes it.
export function registerTrack(track) {
  lists = new WeakMap();
  drawn.set(track.id, [...(drawn.get(track.id) ?? []), track]);
  refresh(track);
  return () => {
    lists = new WeakMap();
    const rest = drawn.get(track.id).filter((each) => each !== track);
    if (rest.length > 0) drawn.set(track.id, rest);
    else drawn.delete(track.id);
  };
}

// All tracks of a list, in the order they are shown, each once.
function tracksOf(list) {
  if (!list) return [];
  if (!lists.has(list)) {
    const buttons = [...list.querySelectorAll(`[${ATTRIBUTES.track}]`)];
    const ids = new Set(buttons.map((each) => each.getAttribute(ATTRIBUTES.track)));
    lists.set(list, [...ids].map((id) => drawn.get(id)?.at(-1)).filter(Boolean));
  }
  return lists.get(list);
}

function playFrom(element, track, from = 0) {
  const list = element.closest(`[${ATTRIBUTES.list}]`);
  const tracks = tracksOf(list);
  const index = tracks.findIndex((each) => each.id === track.id);
  if (index < 0) playList([track], 0, from);
  else playList(tracks, index, from, list.getAttribute(ATTRIBUTES.more) ?? "");
}

// A play button was pressed.
export function pressTrack(track, ...args) {
  const event = args.at(-1); // Reflex may put an argument of its own before the event
  if (current()?.id === track.id) toggle();
  else playFrom(event.currentTarget, track);
}

// A waveform was clicked.
export function pressWaveform(track, ...args) {
  const event = args.at(-1);
  const box = event.currentTarget.getBoundingClientRect();
  const fraction = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  playFromSecond(track, fraction * track.seconds, event);
}

// A position in a song was clicked.
export function playFromSecond(track, seconds, ...args) {
  if (current()?.id !== track.id) return playFrom(args.at(-1).currentTarget, track, seconds);
  seek(seconds);
}
