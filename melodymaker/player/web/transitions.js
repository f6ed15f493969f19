// From one song to the next: near the end the next one is made ready, and started so that no silence lies between.
import { audio, isPrepared, prepareNext, swap, swapBack } from "./decks.js";
import { forgetRetry } from "./failures.js";
import { interruptListen, startListen } from "./listens.js";
import { lengthOf, next, replay, resetTo, start } from "./playback.js";
import { following } from "./queue.js";
import { current, get, set } from "./store.js";
import { cancelTimer, startTimer } from "./timers.js";

const HEAD_START_SECONDS = 0.02; // what an element needs from play() to sound
const OVERLAP_SECONDS = 0.2; // until the last song has ended by itself
const NEAR_END_SECONDS = 15; // then the next one is fetched, whatever else is known
const WATCH_SECONDS = 0.4; // longer than the time between two timeupdates
const STAYED_SECONDS = 2; // whoever goes from song to song sooner does not fetch what follows each of them

const indexAfter = (state) => (state.repeat === "one" ? state.at : following(state));
const trackAfter = (state) => state.queue[state.order[indexAfter(state)]];

export function lookAhead() {
  const state = get();
  const track = trackAfter(state);
  if (!track) return;
  if (hasStayed() && isFetched()) prepareNext(track);
  cancelTimer("next");
  const lead = leadOf(state, track);
  const wait = audio().duration - audio().currentTime - lead;
  if (wait < WATCH_SECONDS) startTimer("next", Math.max(0, 1000 * wait), () => startNext(lead));
}

const hasStayed = () => audio().currentTime > Math.min(STAYED_SECONDS, audio().duration / 4);

// Whether all of the song is here, or as good as: WebKit never says that it has enough.
function isFetched() {
  const { readyState, buffered, currentTime, duration } = audio();
  if (readyState === HTMLMediaElement.HAVE_ENOUGH_DATA || duration - currentTime < NEAR_END_SECONDS) return true;
  return buffered.length > 0 && buffered.end(buffered.length - 1) > duration - 1;
}

// How many seconds before the end the next song begins.
function leadOf({ crossfade, repeat }, track) {
  if (crossfade === 0 || repeat === "one") return HEAD_START_SECONDS;
  return Math.min(crossfade, audio().duration / 2, track.seconds / 2);
}

function startNext(lead) {
  const fades = lead > HEAD_START_SECONDS;
  const track = trackAfter(get());
  if (audio().paused || audio().seeking || !track || !isPrepared(track)) return;
  interruptListen();
  set({ at: indexAfter(get()) });
  forgetRetry();
  resetTo(0);
  startListen(current());
  swap(fades ? lead : OVERLAP_SECONDS, fades);
  set({ playing: true, seconds: lengthOf() });
  audio()
    .play()
    .catch((error) => {
      if (error.name !== "NotAllowedError") return;
      swapBack(track);
      start();
    });
}

// The song has ended, and nothing had been prepared.
export function finish() {
  set({ playing: false });
  interruptListen();
  if (get().repeat === "one") return replay();
  next();
}
