// The queue: each song stands in it once. While it is shuffled, the order it came in is kept beside.
import { current, get, set } from "./store";

export const inOrder = ({ queue, order }) => order.map((place) => queue[place]);
export const upcoming = (state) => inOrder(state).slice(state.at + 1);

// The place after the current one, or -1 when the list is over.
export function following({ order, at, repeat }) {
  if (at + 1 < order.length) return at + 1;
  return repeat === "off" || order.length === 0 ? -1 : 0;
}

export const hasNext = (state) => following(state) >= 0;

// Every place of the queue once: `first` in front, the others in random order.
function shuffled(queue, first) {
  const rest = queue.map((_, i) => i).filter((i) => i !== first);
  for (let i = rest.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [rest[i], rest[j]] = [rest[j], rest[i]];
  }
  return first === undefined ? rest : [first, ...rest];
}

export function setQueue(queue, start) {
  const order = get().shuffle ? shuffled(queue, start) : queue.map((_, i) => i);
  set({ queue, order, at: order.indexOf(start) });
}

// What changes when shuffling begins or ends; the current song goes on.
export function shuffleQueue(shuffle) {
  const { queue, order, at } = get();
  const playing = order[at];
  const next = shuffle ? shuffled(queue, playing) : queue.map((_, i) => i);
  return { shuffle, order: next, at: next.indexOf(playing ?? -1) };
}

// Makes these tracks, in this order, what is played; the place stays on the current song if it is among them.
function arrange(tracks) {
  const { queue: before, shuffle } = get();
  const playing = current();
  const listed = new Set(tracks);
  const known = new Set(before);
  const queue = shuffle
    ? [...before.filter((each) => listed.has(each)), ...tracks.filter((each) => !known.has(each))]
    : tracks;
  const places = new Map(queue.map((each, i) => [each, i]));
  set({ queue, order: tracks.map((each) => places.get(each)), at: tracks.indexOf(playing) });
}

// Moves the track by so many places among those that are still to come; returns its new number, from 1.
export function move(id, by) {
  const state = get();
  const tracks = inOrder(state);
  const from = tracks.findIndex((each) => each.id === id);
  const to = Math.min(tracks.length - 1, Math.max(state.at + 1, from + by));
  if (from <= state.at) return 0;
  tracks.splice(to, 0, ...tracks.splice(from, 1));
  arrange(tracks);
  return to - state.at;
}

export const drop = (id) => arrange(inOrder(get()).filter((each) => each.id !== id));

export function dropUpcoming() {
  const state = get();
  arrange(inOrder(state).slice(0, state.at + 1));
}

// Puts a track right after the current one, or at the end; one that is there already moves.
export function enqueue(track, soon) {
  if (current()?.id === track.id) return;
  const tracks = inOrder(get()).filter((each) => each.id !== track.id);
  const place = soon ? tracks.indexOf(current()) + 1 : tracks.length;
  tracks.splice(place, 0, track);
  arrange(tracks);
}

// Puts another track in the current one's place; if it stood elsewhere, the two change places.
export function exchange(track) {
  const playing = current();
  const swap = (each) => (each === playing ? track : each.id === track.id ? playing : each);
  set({ queue: get().queue.map(swap) });
}

const SHOWN = ["title", "artist", "liked", "loudness"];

// A song that changed on a page keeps playing under its new name.
export function refresh(track) {
  const old = get().queue.find((each) => each.id === track.id);
  if (!old || SHOWN.every((name) => old[name] === track[name])) return;
  patch(track.id, Object.fromEntries(SHOWN.map((name) => [name, track[name]])));
}

export function patch(id, change) {
  set({ queue: get().queue.map((each) => (each.id === id ? { ...each, ...change } : each)) });
}
