// What each button does to the sound.
import { audio, cancelFade, isPrepared, loadMetadata, loadTrack, setLevels, swap, unload } from "./decks.js";
import { keptTracks } from "./kept.js";
import { interruptListen, startListen } from "./listens.js";
import { loadMoreTracks } from "./more.js";
import { enqueue, exchange, following, inOrder, removeFromQueue, setQueue } from "./queue.js";
import { batch, current, get, now, set, tick } from "./store.js";
import { cancelTimer } from "./timers.js";

const RESTART_AFTER_SECONDS = 3;

let seekTarget = 0; // where to go once the length is known

export const seekPending = () => seekTarget > 0;

export const lengthOf = () => {
  const known = current() && audio().duration;
  return Number.isFinite(known) && known > 0 ? known : (current()?.seconds ?? 0);
};

export function resetTo(from) {
  cancelTimer("skip");
  cancelTimer("next");
  seekTarget = from;
  set({ failed: "", skips: false, seconds: current().seconds });
  tick(from);
}

export function load(from) {
  resetTo(from);
  set({ playing: true, waiting: true });
  if (from === 0 && isPrepared(current())) {
    swap();
    setLevels();
    set({ seconds: lengthOf() });
  } else loadTrack(current());
  start();
}

export function start() {
  audio()
    .play()
    .catch((error) => {
      if (error.name === "NotAllowedError") set({ playing: false, waiting: false });
    });
}

function begin(from = 0) {
  startListen(current());
  load(from);
}

// Plays a list from one of its tracks; `more` is the address of the tracks that follow it.
export function playList(tracks, index, from = 0, more = "") {
  batch(() => {
    setQueue(tracks, index, more);
    begin(from);
  });
}

// Plays what is kept on this device.
export const playKept = () => keptTracks().length > 0 && playList(keptTracks(), 0);

export function playAt(at) {
  batch(() => {
    set({ at });
    begin();
  });
}

export const playUpcoming = (index) => playAt(get().at + 1 + index);

// Makes the current song ready at this position, without a sound.
export function cue(from = 0) {
  resetTo(from);
  set({ playing: false, waiting: false });
  loadMetadata(current());
  startListen(current());
}

// Puts a track into the queue, right after the current one or at the end; into an empty player without a sound.
export function addToQueue(track, soon) {
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
  batch(() => {
    exchange(track);
    begin(from);
  });
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

export function replay() {
  startListen(current());
  seek(0);
  start();
}

export function seek(seconds) {
  if (!current()) return;
  const target = Math.min(Math.max(0, seconds), lengthOf());
  cancelFade();
  interruptListen();
  cancelTimer("next");
  if (audio().readyState < HTMLMediaElement.HAVE_METADATA) seekTarget = target;
  else audio().currentTime = target;
  tick(target);
}

export const seekBy = (seconds) => seek(now() + seconds);

export function applySeekTarget() {
  if (seekTarget > 0) audio().currentTime = seekTarget;
  seekTarget = 0;
}

// Plays the next song; where the rest of the list is not loaded yet, as soon as it is.
export async function next() {
  let more;
  while (following(get()) <= get().at && get().more && get().more !== more) {
    more = get().more;
    await loadMoreTracks();
  }
  const at = following(get());
  if (at >= 0) playAt(at);
}

export function previous() {
  const { at, order, repeat } = get();
  if (!current()) return;
  const first = at === 0;
  if (now() > RESTART_AFTER_SECONDS || (first && repeat === "off")) return seek(0);
  playAt(first ? order.length - 1 : at - 1);
}

export const retry = () => load(now());

// Takes a song out of the queue; if it is the current one, the one after it is current then, and plays if this one did.
export async function removeTrack(id) {
  if (current()?.id === id && following(get()) <= get().at && get().more) await loadMoreTracks();
  if (current()?.id !== id) return removeFromQueue(id);
  const { playing } = get();
  const follows = inOrder(get())[following(get())];
  batch(() => {
    stop();
    removeFromQueue(id);
    const at = inOrder(get()).indexOf(follows);
    if (at < 0) return;
    set({ at });
    if (playing) begin();
    else cue();
  });
}

export function stop() {
  cancelTimer("skip");
  cancelTimer("next");
  set({ at: -1, playing: false, waiting: false, failed: "", skips: false, seconds: 0 });
  unload();
  tick(0);
}
