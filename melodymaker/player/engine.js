// Drives the sound: what each button does, and what each event of the active <audio> element means.
import {
  audio,
  cancelFade,
  close,
  isReady,
  open,
  preload,
  prepare,
  put,
  setLevels,
  swap,
  swapBack,
  takeOut,
} from "./decks";
import { breakPlay, hear, startPlay } from "./listens";
import { drop, enqueue, exchange, following, inOrder, setQueue } from "./queue";
import { current, get, now, onChange, set, tick } from "./store";
import { answers } from "./trouble";

const RESTART_AFTER_SECONDS = 3;
const SKIP_FAILED_AFTER_MS = 4000;
const ASK_AGAIN_AFTER_MS = 3000;
const FRAME_MS = 60;
const HEAD_START_SECONDS = 0.02; // what an element needs from play() to sound
const LAST_SECONDS = 0.2; // until the last song has ended by itself
const WATCH_SECONDS = 0.4; // longer than the time between two timeupdates

let seekTarget = 0; // where to go once the length is known
let retried = null; // position of the silent retry, until it has played on
let skipping = null;
let turning = null;
let failures = 0; // songs in a row

export const lengthOf = () => {
  const known = current() && audio().duration;
  return Number.isFinite(known) && known > 0 ? known : (current()?.seconds ?? 0);
};

function ready(from) {
  clearTimeout(skipping);
  clearTimeout(turning);
  seekTarget = from;
  set({ failed: "", seconds: current().seconds });
  tick(from);
}

function load(from) {
  ready(from);
  set({ playing: true, waiting: true });
  if (from === 0 && isReady(current())) {
    swap();
    setLevels();
    set({ seconds: lengthOf() });
  } else put(current());
  start();
}

function start() {
  audio()
    .play()
    .catch((error) => {
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

export function playAt(at) {
  set({ at });
  begin();
}

// Has the current song in hand, at this position, without a sound.
export function cue(from = 0) {
  retried = null;
  ready(from);
  set({ playing: false, waiting: false });
  preload(current());
  startPlay(current());
}

export function add(track, soon) {
  enqueue(track, soon);
  if (current()) return;
  set({ at: inOrder(get()).findIndex((each) => each.id === track.id) });
  cue();
}

// Plays one of these takes from where another of them is; the queue stays as it is.
export function switchTo(tracks, id) {
  const playing = current();
  const track = tracks.find((each) => each.id === id);
  if (!track) return;
  if (!tracks.some((each) => each.id === playing?.id)) return playList(tracks, tracks.indexOf(track));
  if (playing.id === id) return get().playing || toggle();
  const from = Math.min(now(), Math.max(0, track.seconds - 1));
  exchange(track);
  begin(from);
}

export function toggle() {
  if (!current()) return;
  if (get().failed || audio().error) retry();
  else if (!audio().paused)
    pause(); // the element knows before its event has told the store
  else if (audio().ended) replay();
  else {
    set({ playing: true });
    start();
  }
}

export function pause() {
  cancelFade();
  audio().pause();
}

function replay() {
  startPlay(current());
  seek(0);
  start();
}

export function seek(seconds) {
  if (!current()) return;
  const target = Math.min(Math.max(0, seconds), lengthOf());
  cancelFade();
  breakPlay();
  clearTimeout(turning);
  if (audio().readyState < HTMLMediaElement.HAVE_METADATA) seekTarget = target;
  else audio().currentTime = target;
  tick(target);
}

export function next() {
  const at = following(get());
  if (at < 0) return false;
  playAt(at);
  return true;
}

export function previous() {
  const { at, order, repeat } = get();
  if (!current()) return;
  const first = at === 0;
  if (now() > RESTART_AFTER_SECONDS || (first && repeat === "off")) return seek(0);
  playAt(first ? order.length - 1 : at - 1);
}

export function retry() {
  retried = null;
  load(now());
}

export function remove(id) {
  if (current()?.id === id) stop();
  drop(id);
}

export function stop() {
  clearTimeout(skipping);
  clearTimeout(turning);
  set({ at: -1, playing: false, waiting: false, failed: "", seconds: 0 });
  takeOut();
  tick(0);
}

function fail() {
  if (!audio().getAttribute("src")) return;
  if (!get().playing) return; // whoever presses Play tries again, and learns then
  if (retried === null) {
    const from = now();
    retried = from;
    return load(from);
  }
  giveUp(current());
}

// A song that is not there is passed over. Without a connection each song would fail: the player waits for it.
async function giveUp({ id, audio: address }) {
  const reached = await answers(address);
  if (current()?.id !== id || !audio().error) return; // something else was chosen meanwhile
  set({ playing: false, waiting: false, failed: reached ? "missing" : "offline" });
  if (!reached) return askAgain(id, address);
  failures += 1;
  if (goesOn(get())) skipping = setTimeout(next, SKIP_FAILED_AFTER_MS);
}

function askAgain(id, address) {
  skipping = setTimeout(async () => {
    const reached = await answers(address);
    if (current()?.id !== id || get().failed !== "offline") return;
    if (reached) retry();
    else askAgain(id, address);
  }, ASK_AGAIN_AFTER_MS);
}

// After a song that fails the next one is tried, unless all of them have failed.
export const goesOn = (state) => following(state) >= 0 && failures < state.order.length;

function finish() {
  set({ playing: false });
  breakPlay();
  if (get().repeat === "one") return replay();
  next();
}

// Near the end the next song is made ready, and started so that no silence lies between.
function lookAhead() {
  const state = get();
  const track = trackAfter(state);
  if (!track) return;
  if (audio().readyState === HTMLMediaElement.HAVE_ENOUGH_DATA) prepare(track);
  clearTimeout(turning);
  const lead = leadOf(state, track);
  const wait = audio().duration - audio().currentTime - lead;
  if (wait < WATCH_SECONDS) turning = setTimeout(turn, Math.max(0, 1000 * wait), lead);
}

const placeAfter = (state) => (state.repeat === "one" ? state.at : following(state));
const trackAfter = (state) => state.queue[state.order[placeAfter(state)]];

function leadOf({ crossfade, repeat }, track) {
  if (crossfade === 0 || repeat === "one") return HEAD_START_SECONDS;
  return Math.min(crossfade, audio().duration / 2, track.seconds / 2);
}

function turn(lead) {
  const fades = lead > HEAD_START_SECONDS;
  const track = trackAfter(get());
  if (audio().paused || audio().seeking || !track || !isReady(track)) return;
  breakPlay();
  set({ at: placeAfter(get()) });
  retried = null;
  ready(0);
  startPlay(current());
  swap(fades ? lead : LAST_SECONDS, fades);
  set({ playing: true, seconds: lengthOf() });
  audio()
    .play()
    .catch((error) => {
      if (error.name !== "NotAllowedError") return;
      swapBack(track);
      start();
    });
}

function follow() {
  tick(audio().currentTime);
  hear(audio().currentTime);
  if (retried !== null && audio().currentTime > retried + 2) retried = null;
  if (!audio().paused) lookAhead();
}

const EVENTS = {
  loadedmetadata() {
    if (seekTarget > 0) audio().currentTime = seekTarget;
    seekTarget = 0;
    set({ seconds: lengthOf() });
  },
  play: () => set({ playing: true }),
  pause: () => {
    breakPlay();
    set({ playing: false, waiting: false });
  },
  playing: () => {
    failures = 0;
    set({ playing: true, waiting: false, failed: "" });
  },
  waiting: () => set({ waiting: true }),
  canplay: () => set({ waiting: false }),
  canplaythrough: () => get().playing && lookAhead(),
  seeking: breakPlay,
  timeupdate: () => seekTarget === 0 && !audio().seeking && follow(),
  ended: finish,
  error: fail,
};

// Makes the elements in the holder and listens to them; returns the function that ends it.
export function attach(holder) {
  const elements = open(holder);
  const listeners = Object.entries(EVENTS).map(([name, handle]) => [
    name,
    ({ target }) => target === audio() && handle(),
  ]);
  for (const element of elements) for (const [name, handler] of listeners) element.addEventListener(name, handler);
  const unsubscribe = onChange(setLevels);
  setLevels();
  let last = 0;
  let frame = requestAnimationFrame(function draw(time) {
    frame = requestAnimationFrame(draw);
    if (audio().paused || audio().seeking || seekTarget > 0 || time - last < FRAME_MS) return;
    last = time;
    tick(audio().currentTime);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(skipping);
    clearTimeout(turning);
    unsubscribe();
    close();
  };
}
