// Every name that the player shares with the page, the server's commands and the browser's storage.

// Events of the window by which pages, and the server through ui/commands.js, command the player.
export const COMMANDS = {
  play: "melody:play", // {tracks, shuffle, more}: play this list
  switch: "melody:switch", // {tracks, id}: play another take from the same position
  remove: "melody:remove", // {id}: take a song out of the queue
  keep: "melody:keep", // {id, title, tracks}: keep this playlist on the device
};

// Keys of the browser's local storage.
export const STORAGE = {
  choices: "melody:player", // volume, repeat and the like, for everybody in this browser
  queue: "melody:queue", // the queue of the signed-in user
  position: "melody:position", // where in the current song
  kept: "melody:kept", // the playlists of the signed-in user that are kept on this device
};

// What is kept on this device; service-worker.js answers from it.
export const KEPT = {
  cache: "melodymaker-kept-1",
  path: "/kept/", // a song's file, by its id
  shell: "/__spa-fallback.html", // the page that draws whatever its address says
  parts: /^\/(assets|fonts|styles)/, // what it loads
};

// The channel by which the tabs of this browser agree on the one that plays.
export const CHANNEL = "melody:tabs";

// Attributes by which the engine finds what is drawn.
export const ATTRIBUTES = {
  list: "data-tracklist", // a list of songs
  more: "data-more", // on a list: the address of the songs that follow those that are drawn
  track: "data-plays", // a play button, with the id of its track
  progress: "data-progress", // what shows how much of the current song has played
};
