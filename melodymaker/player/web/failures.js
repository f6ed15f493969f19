// When a song does not play: one silent retry with a newly signed address; then it is passed over, or waited for.
import { audio } from "./decks.js";
import { load, next, retry } from "./playback.js";
import { following } from "./queue.js";
import { current, get, now, set } from "./store.js";
import { startTimer } from "./timers.js";

const SKIP_AFTER_MS = 4000;
const ASK_AGAIN_AFTER_MS = 3000;
const PLAYED_ON_SECONDS = 2;

let retried = null; // {id, position} of the silent retry, until the song has played on
let failures = 0; // songs in a row

export function forgetRetry() {
  retried = null;
}

export function noteProgress(position) {
  if (retried !== null && position > retried.position + PLAYED_ON_SECONDS) retried = null;
}

export function noteSuccess() {
  failures = 0;
}

export function handleError() {
  if (!audio().getAttribute("src")) return;
  if (!get().playing) return; // whoever presses Play tries again, and learns then
  if (retried?.id !== current().id) {
    const position = now();
    retried = { id: current().id, position };
    return load(position);
  }
  giveUp(current());
}

// A song that is not there is passed over. Without a connection each song would fail: the player waits for it.
async function giveUp({ id, audio: address }) {
  retried = null;
  const reached = await isReachable(address);
  if (current()?.id !== id || !audio().error) return; // something else was chosen meanwhile
  if (!reached) {
    set({ playing: false, waiting: false, failed: "offline", skips: false });
    return askAgain(id, address);
  }
  failures += 1;
  // After a song that fails the next one is tried, unless all of them have failed.
  const skips = following(get()) >= 0 && failures < get().order.length;
  const unplayable = audio().error.code === MediaError.MEDIA_ERR_DECODE;
  set({ playing: false, waiting: false, failed: unplayable ? "unplayable" : "missing", skips });
  if (skips) startTimer("skip", SKIP_AFTER_MS, next);
}

function askAgain(id, address) {
  startTimer("skip", ASK_AGAIN_AFTER_MS, async () => {
    const reached = await isReachable(address);
    if (current()?.id !== id || get().failed !== "offline") return;
    if (reached) retry();
    else askAgain(id, address);
  });
}

// The lasting address answers with a redirect, or with 404 for a song that is gone; only the network leaves it silent.
async function isReachable(address) {
  try {
    await fetch(address, { method: "HEAD", redirect: "manual", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}
