// Of all tabs of this browser that show the site only one plays: the one that began last.
import { CHANNEL } from "./names.js";
import { pause } from "./playback.js";
import { get, onChange } from "./store.js";

// Returns the channel between the tabs, where the browser has any.
export function startTabs() {
  if (typeof BroadcastChannel === "undefined") return null;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", () => get().playing && pause());
  let playing = false;
  onChange((state) => {
    const begins = state.playing && !playing;
    playing = state.playing;
    if (begins) channel.postMessage("playing");
  });
  return channel;
}
