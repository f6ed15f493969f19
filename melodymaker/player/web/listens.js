// Counts a listen once per play, by time that was really played: seeking adds nothing.
const NEEDED_SECONDS = 10; // or half of a shorter song
const SLACK_SECONDS = 0.5;

let play = null;
let report = () => {};

// `send` receives the id of each song that was listened to.
export function reportListens(send) {
  report = send;
}

export function startListen(track) {
  play = { id: track.id, needed: Math.min(NEEDED_SECONDS, track.seconds / 2), played: 0, last: null };
}

// After a pause or a seek, the next step is measured from wherever playing goes on.
export function interruptListen() {
  if (play) play.last = null;
}

// The song plays and has reached this position.
export function continueListen(position, clock = performance.now() / 1000) {
  if (!play) return;
  if (play.last) {
    const step = position - play.last.position;
    if (step > 0 && step <= clock - play.last.clock + SLACK_SECONDS) play.played += step;
  }
  play.last = { position, clock };
  if (play.needed > 0 && play.played >= play.needed) {
    play.needed = 0;
    report(play.id);
  }
}
