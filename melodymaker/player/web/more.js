// The rest of a list: a page draws its first songs, and the player fetches those that follow when it comes near them.
import { appendToQueue } from "./queue.js";
import { get, set } from "./store.js";

const AHEAD = 3; // songs still to come
const SITE_LISTS = /^\/tracks\/[\w-]+(\?|$)/; // an address from storage is believed only where the site's lists are

let loading = null;

export const isListAddress = (address) => address === "" || (typeof address === "string" && SITE_LISTS.test(address));

// Fetches the next tracks of the list that plays, once at a time.
export function loadMoreTracks() {
  loading ??= fetchMore().finally(() => {
    loading = null;
  });
  return loading;
}

async function fetchMore() {
  const address = get().more;
  if (!address || !isListAddress(address)) return;
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (get().more !== address) return; // another list plays by now
    if (answer.status >= 500) return; // as without a connection
    if (!answer.ok) return set({ more: "" });
    const { tracks, more } = await answer.json();
    if (get().more === address) appendToQueue(tracks, more);
  } catch {
    // No connection: it is tried again before the next song.
  }
}

// To be called on each change of the store.
export function loadMoreWhenNeeded(state, before) {
  const moved = state.at !== before.at || state.more !== before.more;
  if (moved && state.more && state.track && state.upcoming.length < AHEAD) loadMoreTracks();
}
