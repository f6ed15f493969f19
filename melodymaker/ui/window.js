// A long list of which only the rows around those that are seen are drawn. It says which rows these are, tells the server
// which page of the list is in their middle, keeps the place in the address, and goes there again on Back.
import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from "react";
import { drawnRows, pageInMiddle, rowsAround } from "./window-rows.js";

const AT = "at"; // of the address: the first row that is seen
const SETTLED_MS = 150;
const PATIENCE_MS = 1000; // for the server's answer
const NOTHING = { from: 0, to: 0 };
const USUAL = { columns: 1, pitch: 76 };

let left = null; // the place that was kept last, with its index: Back needs not wait for the server to say it

const addressed = () => new URLSearchParams(location.search).get(AT);
const list = () => document.querySelector("[data-window]");

// How many rows stand side by side, and how far the next ones are below.
function measured(element) {
  const cell = element?.querySelector("[data-cell]");
  if (!cell) return null;
  const style = getComputedStyle(cell.parentElement);
  const columns = style.display === "grid" ? style.gridTemplateColumns.split(" ").length : 1;
  return { columns, pitch: cell.offsetHeight + (Number.parseFloat(style.rowGap) || 0) };
}

// The top of what is seen of the list, under the edge of whatever scrolls.
const edge = () => Math.max(0, document.getElementById("content")?.getBoundingClientRect().top ?? 0);

// What is seen, in px from the list's top.
function seen(element) {
  const top = element.getBoundingClientRect().top;
  return { top: edge() - top, bottom: window.innerHeight - top };
}

// The row that is seen first: its id and its index among those that are drawn. Its id is null at the list's beginning,
// and there is none while the rows there have not come.
function firstSeen(element) {
  if (element.getBoundingClientRect().top >= edge()) return { id: null, index: 0 };
  const rows = [...element.querySelectorAll("[data-cell]")];
  const index = rows.findIndex((row) => row.getBoundingClientRect().top >= edge() - 1);
  const id = rows[index]?.querySelector("[data-song]")?.dataset.song;
  return id ? { id, index } : null;
}

// Writes the place into the address of the page that is open, which goes on to be the same page.
function keepPlace(id) {
  const address = new URL(location.href);
  if (address.searchParams.get(AT) === id) return;
  if (id) address.searchParams.set(AT, id);
  else address.searchParams.delete(AT);
  history.replaceState(history.state, "", address);
}

function scrollTo(element, { columns, pitch }, index) {
  const mark = document.createElement("i");
  mark.style.cssText = `position:absolute;top:${Math.floor(index / columns) * pitch}px`;
  element.append(mark);
  mark.scrollIntoView({ block: "start", behavior: "instant" });
  mark.remove();
}

// Takes whatever scrolls around the list to its beginning.
function toTop(element) {
  for (let outer = element; outer; outer = outer.parentElement) outer.scrollTop = 0;
}

// `show` is told the page that should be in the middle of those that the server holds (`pages`); `center` is the one that
// is. `place` is where the row stands that the address named: its id and index. Answers which rows to draw.
export function useWindow(show, pages, center, rowsAPage, total, place) {
  const [range, setRange] = useState({ from: 0, to: rowsAPage });
  const [sizes, setSizes] = useState(null);
  const self = useRef({});
  Object.assign(self.current, { show, center, rowsAPage, total, sizes });

  const look = () => {
    const { sizes, asked, since, center, total } = self.current;
    const element = list();
    if (!element || !sizes || self.current.awaited) return;
    const rows = rowsAround(seen(element), sizes, total);
    setRange((before) => (before.from === rows.from && before.to === rows.to ? before : rows));
    const page = pageInMiddle(seen(element), sizes, self.current);
    const waits = asked === page && performance.now() - since < PATIENCE_MS;
    if (page === center || waits) return;
    Object.assign(self.current, { asked: page, since: performance.now() });
    self.current.show(page);
  };

  const measure = () => {
    const now = measured(list());
    if (!now || (now.columns === self.current.sizes?.columns && now.pitch === self.current.sizes.pitch)) return;
    self.current.sizes = now;
    setSizes(now);
  };

  // Once nothing has been scrolled or drawn for a moment.
  const settle = () => {
    clearTimeout(self.current.timer);
    self.current.timer = setTimeout(() => {
      const { awaited, path, drawn } = self.current;
      const first = !awaited && location.pathname === path && list() && firstSeen(list());
      if (!first) return;
      left = { id: first.id, index: drawn.first + first.index };
      self.current.kept = first.id;
      keepPlace(first.id);
    }, SETTLED_MS);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened
  useLayoutEffect(() => {
    self.current.awaited = addressed();
    self.current.kept = addressed();
    const giveUp = () => {
      self.current.awaited = null;
      look();
    };
    const timer = setTimeout(giveUp, PATIENCE_MS * 4);
    return () => clearTimeout(timer);
  }, []);

  // After each drawing, because what is drawn may be other rows, and another view of them.
  useLayoutEffect(() => {
    measure();
    const { awaited, sizes, kept } = self.current;
    if (kept && !addressed()) {
      // Somebody went to the same page anew: another order, say, or its link in the sidebar.
      self.current.kept = null;
      toTop(list());
    }
    const known = awaited && [left, place].find((each) => each?.id === awaited);
    if (known && sizes) {
      self.current.awaited = null;
      scrollTo(list(), sizes, known.index);
    }
    look();
    settle();
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: these read the latest values by themselves
  useEffect(() => {
    self.current.path = location.pathname;
    let frame = 0;
    const scrolled = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        look();
      });
      settle();
    };
    const resized = () => {
      measure();
      scrolled();
    };
    document.addEventListener("scroll", scrolled, { capture: true, passive: true });
    window.addEventListener("resize", resized);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(self.current.timer);
      document.removeEventListener("scroll", scrolled, { capture: true });
      window.removeEventListener("resize", resized);
    };
  }, []);

  // Scrolling does not wait for rows that come. Until it is known how large they are, some are drawn to be measured.
  const later = useDeferredValue(range);
  const held = pages?.length ? { from: pages[0] * rowsAPage, to: (pages.at(-1) + 1) * rowsAPage } : NOTHING;
  const wanted = sizes ? later : { from: held.from, to: held.from + rowsAPage };
  self.current.drawn = drawnRows(wanted, held, sizes ?? USUAL, total);
  return self.current.drawn;
}
