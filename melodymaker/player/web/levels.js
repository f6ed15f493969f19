// A song's levels, out of the text that stands for them.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TOP_LEVEL = 63;

const known = new Map();
const MOST_KNOWN = 500;

// The loudest level of each of `count` equal stretches, 0 to 1.
export function levels(peaks, count) {
  const key = `${count} ${peaks}`;
  if (!known.has(key)) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, read(peaks, count));
  }
  return known.get(key);
}

function read(peaks, count) {
  const step = peaks.length / count;
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor(i * step);
    const stretch = peaks.slice(from, Math.max(Math.floor((i + 1) * step), from + 1));
    return Math.max(0, ...[...stretch].map((letter) => ALPHABET.indexOf(letter))) / TOP_LEVEL;
  });
}
