// The queue: each song stands in it once. While it is shuffled, the order it came in is kept beside.
import { current, get, set } from "./store.js";

export const inOrder = ({ queue, order }) => order.map((index) => queue[index]);

// The index in the order after the current one, or -1 when the list is over.
export function following({ order, at, repeat }) {
  if (at + 1 < order.length) return at + 1;
  return repeat === "off" || order.length === 0 ? -1 : 0;
}

function shuffle(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

const indexes = (queue) => queue.map((_, index) => index);

// Every index of the queue once: `first` in front, the others in random order.
function shuffled(queue, first) {
  const rest = shuffle(indexes(queue).filter((index) => index !== first));
  return first === undefined ? rest : [first, ...rest];
}

// `more` is the address of the tracks that follow in the same list.
export function setQueue(queue, start, more = "") {
  const order = get().shuffle ? shuffled(queue, start) : indexes(queue);
  set({ queue, order, at: order.indexOf(start), more });
}

// What changes when shuffling begins or ends; the current song goes on.
export function shuffleQueue(on) {
  const { queue, order, at } = get();
  const playing = order[at];
  const next = on ? shuffled(queue, playing) : indexes(queue);
  return { shuffle: on, order: next, at: next.indexOf(playing ?? -1) };
}

// Adds the rest of the list that plays, behind what is queued; shuffled, where the queue is.
export function appendToQueue(tracks, more) {
  const { queue, order, shuffle: shuffles } = get();
  const known = new Set(queue.map((each) => each.id));
  const added = tracks.filter((each) => !known.has(each.id));
  const places = added.map((_, index) => queue.length + index);
  set({ queue: [...queue, ...added], order: [...order, ...(shuffles ? shuffle(places) : places)], more });
}

// Makes these tracks, in this order, what is played; the current song stays current if it is among them.
function arrange(tracks) {
  const { queue: before, shuffle: shuffles } = get();
  const playing = current();
  const listed = new Set(tracks);
  const known = new Set(before);
  const queue = shuffles
    ? [...before.filter((each) => listed.has(each)), ...tracks.filter((each) => !known.has(each))]
    : tracks;
  const places = new Map(queue.map((each, index) => [each, index]));
  set({ queue, order: tracks.map((each) => places.get(each)), at: tracks.indexOf(playing) });
}

// Moves an upcoming track to another index among the upcoming ones; returns the index it has then, or -1.
export function moveInQueue(from, to) {
  const state = get();
  const count = state.upcoming.length;
  if (from < 0 || from >= count) return -1;
  const target = Math.min(count - 1, Math.max(0, to));
  const tracks = inOrder(state);
  const first = state.at + 1;
  tracks.splice(first + target, 0, ...tracks.splice(first + from, 1));
  arrange(tracks);
  return target;
}

export const removeFromQueue = (id) => arrange(inOrder(get()).filter((each) => each.id !== id));

export function removeUpcoming() {
  const state = get();
  arrange(inOrder(state).slice(0, state.at + 1));
  set({ more: "" });
}

// Puts a track right after the current one, or at the end; one that is there already moves.
export function enqueue(track, soon) {
  if (current()?.id === track.id) return;
  const tracks = inOrder(get()).filter((each) => each.id !== track.id);
  const index = soon ? tracks.indexOf(current()) + 1 : tracks.length;
  tracks.splice(index, 0, track);
  arrange(tracks);
}

// Puts another track in the current one's place; if it stood elsewhere, the two change places.
export function exchange(track) {
  const playing = current();
  const swap = (each) => (each === playing ? track : each.id === track.id ? playing : each);
  set({ queue: get().queue.map(swap) });
}

export function patch(id, change) {
  set({ queue: get().queue.map((each) => (each.id === id ? { ...each, ...change } : each)) });
}

const SHOWN = ["title", "artist", "liked", "loudness"];

// A song that changed on a page keeps playing under its new name.
export function refresh(track) {
  const old = get().queue.find((each) => each.id === track.id);
  if (!old || SHOWN.every((name) => old[name] === track[name])) return;
  patch(track.id, Object.fromEntries(SHOWN.map((name) => [name, track[name]])));
}
