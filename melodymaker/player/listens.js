// Counts a listen once per play, by time that was really played: seeking adds nothing.
const ENOUGH_SECONDS = 10;
const SLACK_SECONDS = 0.5;

let play = null;
let report = () => {};

export const onListen = (send) => {
  report = send;
};

export function startPlay(track) {
  play = { id: track.id, need: Math.min(ENOUGH_SECONDS, track.seconds / 2), played: 0, last: null };
}

// The next step is measured from wherever playing goes on.
export function breakPlay() {
  if (play) play.last = null;
}

export function hear(position) {
  if (!play) return;
  const clock = performance.now() / 1000;
  if (play.last) {
    const step = position - play.last.position;
    if (step > 0 && step <= clock - play.last.clock + SLACK_SECONDS) play.played += step;
  }
  play.last = { position, clock };
  if (play.need > 0 && play.played >= play.need) {
    play.need = 0;
    report(play.id);
  }
}
