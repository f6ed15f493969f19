// Timers by name: one that is set again replaces the one before.
const timers = new Map();

export function startTimer(name, milliseconds, act) {
  cancelTimer(name);
  timers.set(name, setTimeout(act, milliseconds));
}

export function cancelTimer(name) {
  clearTimeout(timers.get(name));
  timers.delete(name);
}

// Once React has drawn what has changed.
export const afterDrawing = (act) => setTimeout(act);
