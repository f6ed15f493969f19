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
  const found = await whatIsAt(address);
  if (current()?.id !== id || !audio().error) return; // something else was chosen meanwhile
  if (found === "nothing") {
    set({ playing: false, waiting: false, failed: "offline", skips: false });
    return askAgain(id, address);
  }
  failures += 1;
  // After a song that fails the next one is tried, unless all of them have failed.
  const skips = following(get()) >= 0 && failures < get().order.length;
  set({ playing: false, waiting: false, failed: found === "a file" ? "unplayable" : "missing", skips });
  if (skips) startTimer("skip", SKIP_AFTER_MS, next);
}

function askAgain(id, address) {
  startTimer("skip", ASK_AGAIN_AFTER_MS, async () => {
    const reached = (await whatIsAt(address)) !== "nothing";
    if (current()?.id !== id || get().failed !== "offline") return;
    if (reached) retry();
    else askAgain(id, address);
  });
}

// What answers at a song's lasting address: a file, a refusal, or nothing, as without a connection. An error of the
// audio element does not tell them apart: without a sound output it is the same as without a file.
async function whatIsAt(address) {
  try {
    const { ok, type } = await fetch(address, { method: "HEAD", redirect: "manual", cache: "no-store" });
    if (!ok && type !== "opaqueredirect") return "a refusal";
  } catch {
    return "nothing";
  }
  try {
    const { ok } = await fetch(address, { method: "HEAD", cache: "no-store" });
    return ok ? "a file" : "a refusal";
  } catch {
    // The file is on another site, of which pages may not ask; only the element can say more.
    return audio().error?.code === MediaError.MEDIA_ERR_DECODE ? "a file" : "a refusal";
  }
}
