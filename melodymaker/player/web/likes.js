// A like shows at once; the page tells the server, and its rows tell the player if the server refused.
import { patch } from "./queue.js";
import { current } from "./store.js";

let report = null;

// `send` receives a song's id, and whether it is liked from now on.
export function reportLikes(send) {
  report = send;
}

export function toggleLike() {
  const track = current();
  if (!track || !report) return;
  patch(track.id, { liked: !track.liked });
  report(track.id, !track.liked);
}
