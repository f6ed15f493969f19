// Dragging a row of the queue by its handle: the row follows the pointer, the others make room.
import { useRef, useState } from "react";

const EDGE = 48; // near the list's edge it scrolls
const SCROLL = 10;

// Returns what is dragged, and the handlers of a handle. `drop(id, by)` is called when it is let go.
export function useDrag(drop) {
  const [drag, setDrag] = useState(null);
  const held = useRef(null);

  const measure = (event) => {
    const { list, top, height, scrolled } = held.current;
    const box = list.getBoundingClientRect();
    if (event.clientY < box.top + EDGE) list.scrollTop -= SCROLL;
    if (event.clientY > box.bottom - EDGE) list.scrollTop += SCROLL;
    const offset = event.clientY - top + list.scrollTop - scrolled;
    return { offset, by: Math.round(offset / height), height };
  };

  const handle = (id, index) => ({
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      const row = event.currentTarget.closest("li");
      const list = row.closest(".panel-body");
      held.current = { list, top: event.clientY, height: row.offsetHeight, scrolled: list.scrollTop };
      setDrag({ id, index, offset: 0, by: 0, height: row.offsetHeight });
    },
    onPointerMove: (event) => held.current && setDrag({ id, index, ...measure(event) }),
    onPointerUp: (event) => {
      if (!held.current) return;
      const { by } = measure(event);
      held.current = null;
      setDrag(null);
      drop(id, by);
    },
    onPointerCancel: () => {
      held.current = null;
      setDrag(null);
    },
  });
  return [drag, handle];
}

// How far a row is moved out of its place while another one is dragged over it.
export function shiftOf(drag, id, index) {
  if (!drag) return undefined;
  if (drag.id === id) return `translateY(${drag.offset}px)`;
  const target = drag.index + drag.by;
  if (drag.index < index && index <= target) return `translateY(${-drag.height}px)`;
  if (target <= index && index < drag.index) return `translateY(${drag.height}px)`;
  return undefined;
}
