// Which section of a long page is looked at, of these with the px from the window's top to their own top and bottom, in
// the page's order: the last that has reached the top. Once the end is seen, which the last ones cannot leave, it is the
// one that the address names, or else the last; where all is seen, the first.
const REACHED_PX = 96; // links leave some room above

export function sectionAt(sections, { height, named }) {
  const [first, last] = [sections[0], sections.at(-1)];
  if (!last) return "";
  const reached = sections.findLast(({ top }) => top <= REACHED_PX) ?? first;
  if (last.bottom > height) return reached.id;
  const chosen = sections.find(({ id, bottom }) => id === named && bottom > REACHED_PX);
  return (chosen ?? (first.top >= 0 ? first : last)).id;
}
