// A song's levels, out of the text that stands for them.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TOP_LEVEL = 63;

// So many bars from left to right, each `at` 0 to 1 and as high as the loudest level of its stretch, but the floor at least.
export function bars(peaks, count, floor) {
  const step = peaks.length / count;
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor(index * step);
    const stretch = peaks.slice(from, Math.max(Math.floor((index + 1) * step), from + 1));
    const loudest = Math.max(0, ...[...stretch].map((letter) => ALPHABET.indexOf(letter)));
    return { at: index / (count - 1), level: Math.max(floor, loudest / TOP_LEVEL) };
  });
}
