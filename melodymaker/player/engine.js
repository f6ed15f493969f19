// Drives the one <audio> element: what each button does, and what each of its events means.
import { breakPlay, hear, startPlay } from "./listens";
import { current, drop, get, now, set, setQueue, shuffled, tick } from "./store";

const RESTART_AFTER_SECONDS = 3;
const SKIP_FAILED_AFTER_MS = 4000;
const FRAME_MS = 60;

let audio = null;
let ahead = null; // fetches the start of the next track
let wanted = 0; // where to go once the length is known
let retried = null; // position of the silent retry, until it has played on
let skipping = null;

export const lengthOf = () => {
  const known = audio?.duration;
  return Number.isFinite(known) && known > 0 ? known : (current()?.seconds ?? 0);
};

function load(from) {
  const track = current();
  clearTimeout(skipping);
  wanted = from;
  set({ playing: true, waiting: true, failed: false, seconds: track.seconds });
  tick(from);
  audio.src = track.audio; // the same address again is a new request, and a newly signed target
  start();
}

function start() {
  audio.play().catch((error) => {
    if (error.name === "NotAllowedError") set({ playing: false, waiting: false });
  });
}

function begin(from = 0) {
  retried = null;
  startPlay(current());
  load(from);
}

export function playList(tracks, index, from = 0) {
  setQueue(tracks, index);
  begin(from);
}

export function toggle() {
  if (!current()) return;
  if (get().failed) retry();
  else if (!audio.paused) audio.pause(); // the element knows before its event has told the store
  else if (audio.ended) replay();
  else {
    set({ playing: true });
    start();
  }
}

export function pause() {
  if (get().playing) audio.pause();
}

function replay() {
  startPlay(current());
  seek(0);
  start();
}

export function seek(seconds) {
  if (!current()) return;
  const target = Math.min(Math.max(0, seconds), lengthOf());
  breakPlay();
  if (audio.readyState < HTMLMediaElement.HAVE_METADATA) wanted = target;
  else audio.currentTime = target;
  tick(target);
}

// The place after the current one, or -1 when the list is over.
function following({ order, at, repeat }) {
  if (at + 1 < order.length) return at + 1;
  return repeat === "off" || order.length === 0 ? -1 : 0;
}

export const hasNext = (state) => following(state) >= 0;

export function next() {
  const state = get();
  const at = following(state);
  if (at < 0) return false;
  const again = at === 0 && state.shuffle ? { order: shuffled(state.queue) } : {};
  set({ at, ...again });
  begin();
  return true;
}

export function previous() {
  const { at, order, repeat } = get();
  if (!current()) return;
  const first = at === 0;
  if (now() > RESTART_AFTER_SECONDS || (first && repeat === "off")) return seek(0);
  set({ at: first ? order.length - 1 : at - 1 });
  begin();
}

export function retry() {
  retried = null;
  load(now());
}

export function remove(id) {
  const playing = current()?.id === id;
  if (playing) stop();
  drop(id);
}

function stop() {
  clearTimeout(skipping);
  set({ at: -1, playing: false, waiting: false, failed: false, seconds: 0 });
  audio.removeAttribute("src");
  audio.load();
  tick(0);
}

function fail() {
  if (!audio.getAttribute("src")) return;
  if (retried === null) {
    const from = now();
    retried = from;
    return load(from);
  }
  set({ playing: false, waiting: false, failed: true });
  if (following(get()) >= 0) skipping = setTimeout(next, SKIP_FAILED_AFTER_MS);
}

function finish() {
  set({ playing: false });
  breakPlay();
  if (get().repeat === "one") return replay();
  next();
}

function prefetch() {
  const state = get();
  const track = state.queue[state.order[following(state)]];
  if (!track || track === current()) return;
  ahead ??= Object.assign(new Audio(), { preload: "metadata" });
  if (ahead.getAttribute("src") !== track.audio) ahead.src = track.audio;
}

function follow() {
  tick(audio.currentTime);
  hear(audio.currentTime);
  if (retried !== null && audio.currentTime > retried + 2) retried = null;
}

const EVENTS = {
  loadedmetadata() {
    if (wanted > 0) audio.currentTime = wanted;
    wanted = 0;
    set({ seconds: lengthOf() });
  },
  play: () => set({ playing: true }),
  pause: () => {
    breakPlay();
    set({ playing: false, waiting: false });
  },
  playing: () => set({ playing: true, waiting: false, failed: false }),
  waiting: () => set({ waiting: true }),
  canplay: () => set({ waiting: false }),
  canplaythrough: prefetch,
  seeking: breakPlay,
  timeupdate: () => wanted === 0 && !audio.seeking && follow(),
  ended: finish,
  error: fail,
};

// Takes the element over; returns the function that lets it go.
export function attach(element) {
  audio = element;
  for (const [name, handle] of Object.entries(EVENTS)) audio.addEventListener(name, handle);
  let last = 0;
  let frame = requestAnimationFrame(function draw(time) {
    frame = requestAnimationFrame(draw);
    if (audio.paused || audio.seeking || wanted > 0 || time - last < FRAME_MS) return;
    last = time;
    tick(audio.currentTime);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(skipping);
    for (const [name, handle] of Object.entries(EVENTS)) audio.removeEventListener(name, handle);
    audio.pause();
  };
}
