// A like shows at once; the page tells the server, and its rows tell the player if it was otherwise.
import { patch } from "./queue";
import { current } from "./store";

let report = null;

export const onLike = (send) => {
  report = send;
};

export function toggleLike() {
  const track = current();
  if (!track || !report) return;
  patch(track.id, { liked: !track.liked });
  report(track.id, !track.liked);
}
