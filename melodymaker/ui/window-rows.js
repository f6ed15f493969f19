// Which rows of a long list are drawn, and which page of it is looked at. `seen` is in px from the list's top; `columns`
// rows stand side by side, and the next ones are `pitch` px below.
const MARGIN_PX = 700; // above and below what is seen
const STEP = 4; // so many lines come and go at once
const STRAY = 0.75; // so many pages from the middle of the page before another one is in the middle

// The rows to draw: whole lines, so that each column keeps its own.
export function rowsAround(seen, { columns, pitch }, total) {
  const step = columns > 1 ? 1 : STEP;
  const first = Math.floor(Math.max(0, seen.top - MARGIN_PX) / pitch / step) * step;
  const last = Math.ceil(Math.max(0, seen.bottom + MARGIN_PX) / pitch / step) * step;
  return { from: Math.min(first * columns, lineOf(total, columns)), to: Math.min(last * columns, total) };
}

// The start of the line in which the list's last row stands.
const lineOf = (total, columns) => Math.floor(Math.max(0, total - 1) / columns) * columns;

export function pageInMiddle(seen, { columns, pitch }, { center, rowsAPage, total }) {
  const middle = Math.max(0, (seen.top + seen.bottom) / 2);
  const page = ((middle / pitch) * columns) / rowsAPage;
  if (Math.abs(page - (center + 0.5)) < STRAY) return center;
  return Math.max(0, Math.min(Math.floor(page), Math.floor((total - 1) / rowsAPage)));
}

// Of these rows those that are held, from whole lines on, and how high the room of the others is above and below them.
export function drawnRows({ from, to }, held, { columns, pitch }, total) {
  const begin = Math.ceil(held.from / columns) * columns;
  const end = Math.min(held.to, total);
  const within = (row) => Math.max(begin, Math.min(row, end));
  const rows = { first: within(from), end: within(to) };
  const below = Math.ceil(total / columns) - Math.ceil(rows.end / columns);
  return { ...rows, above: (rows.first / columns) * pitch, below: below * pitch };
}
