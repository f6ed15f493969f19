// What pages and the server ask of the player, as events of the window.
import { keepList } from "./kept.js";
import { COMMANDS } from "./names.js";
import { playList, removeTrack, switchTo } from "./playback.js";
import { shuffleQueue } from "./queue.js";
import { get, set } from "./store.js";

const HANDLERS = {
  [COMMANDS.keep]: keepList,
  [COMMANDS.remove]: ({ id }) => removeTrack(id),
  [COMMANDS.switch]: ({ tracks, id }) => switchTo(tracks ?? [], id),
  [COMMANDS.play]: ({ tracks, shuffle, more }) => {
    if (!tracks?.length) return;
    if (shuffle && !get().shuffle) set(shuffleQueue(true));
    playList(tracks, shuffle ? Math.floor(Math.random() * tracks.length) : 0, 0, more);
  },
};

export function listenForCommands() {
  for (const [name, handle] of Object.entries(HANDLERS)) {
    window.addEventListener(name, ({ detail }) => detail && handle(detail));
  }
}
