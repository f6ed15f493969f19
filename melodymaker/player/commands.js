// What pages ask of the player, as events of the window; the server's come through ui/commands.js.
import { add, playList, remove, switchTo } from "./engine";
import { shuffleQueue } from "./queue";
import { get, set } from "./store";

const COMMANDS = {
  "melody:remove": ({ id }) => remove(id),
  "melody:play": ({ tracks, shuffle }) => {
    if (!tracks?.length) return;
    if (shuffle && !get().shuffle) set(shuffleQueue(true));
    playList(tracks, shuffle ? Math.floor(Math.random() * tracks.length) : 0);
  },
  "melody:switch": ({ tracks, id }) => switchTo(tracks ?? [], id),
  "melody:next": ({ track }) => add(track, true),
  "melody:queue": ({ track }) => add(track, false),
};

export function listenForCommands() {
  const undo = Object.entries(COMMANDS).map(([name, act]) => {
    const handle = ({ detail }) => detail && act(detail);
    window.addEventListener(name, handle);
    return () => window.removeEventListener(name, handle);
  });
  return () => {
    for (const stop of undo) stop();
  };
}
