// Putting the queue in order: by buttons, by keys and by dragging; each change is announced, and the focus kept.
import { removeTrack } from "./playback.js";
import { moveInQueue, removeUpcoming } from "./queue.js";
import { get, set } from "./store.js";
import { afterDrawing } from "./timers.js";

const EDGE_PX = 48; // near the list's edge it scrolls
const SCROLL_PX = 10;
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

// Focuses this part of a song's row once it is drawn, or what stands nearest to it.
function focusRow(id, part) {
  afterDrawing(() => {
    const row = id && document.querySelector(`[data-item="${CSS.escape(id)}"]`);
    const target = row?.querySelector?.(`${part}:not(:disabled)`) ?? row?.querySelector?.(".queue-play");
    (target || document.querySelector(".panel h2"))?.focus();
  });
}

// Moves an upcoming song to another index among them. `part` is what of its row is focused afterwards.
export function moveUpcoming(from, to, part = ".queue-play") {
  const track = get().upcoming[from];
  const index = moveInQueue(from, to);
  if (index < 0) return;
  const { length } = get().upcoming;
  set({
    announcement: "__t:{title} is now number {place} of {length}__"
      .replace("{title}", track.title)
      .replace("{place}", index + 1)
      .replace("{length}", length),
  });
  focusRow(track.id, part);
}

export function removeUpcomingAt(index) {
  const { upcoming } = get();
  const track = upcoming[index];
  const neighbour = upcoming[index + 1] ?? upcoming[index - 1];
  removeTrack(track.id);
  set({ announcement: "__t:{title} removed__".replace("{title}", track.title) });
  focusRow(neighbour?.id, ".queue-remove");
}

export function clearUpcoming() {
  removeUpcoming();
  set({ announcement: "__t:Queue cleared__" });
  focusRow("", "");
}

// Alt and an arrow on a row.
export function moveByKey(index, event) {
  const by = event.altKey && STEPS[event.key];
  if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  moveUpcoming(index, index + by);
}

// A handle has been pressed: its row follows the pointer until it is let go.
export function startDrag(index, event) {
  if (event.button !== 0) return;
  event.preventDefault();
  const handle = event.currentTarget;
  const height = handle.closest("li").offsetHeight;
  const list = handle.closest(".panel-body");
  const top = event.clientY + list.scrollTop;
  handle.setPointerCapture(event.pointerId);
  const follow = ({ clientY }) => {
    const box = list.getBoundingClientRect();
    if (clientY < box.top + EDGE_PX) list.scrollTop -= SCROLL_PX;
    if (clientY > box.bottom - EDGE_PX) list.scrollTop += SCROLL_PX;
    const offset = clientY + list.scrollTop - top;
    set({ drag: { start: index, end: index + Math.round(offset / height), offset, height } });
  };
  const finish = (end) => {
    listening.abort();
    if (end.type === "pointerup") follow(end);
    const target = get().drag.end;
    set({ drag: null });
    if (end.type === "pointerup" && target !== index) moveUpcoming(index, target);
  };
  const listening = new AbortController();
  const { signal } = listening;
  handle.addEventListener("pointermove", follow, { signal });
  handle.addEventListener("pointerup", finish, { signal });
  handle.addEventListener("pointercancel", finish, { signal });
  set({ drag: { start: index, end: index, offset: 0, height } });
}
