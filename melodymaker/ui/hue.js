// A hue of its own for each name, in degrees.
export function hueOf(name) {
  let hue = 0;
  for (const letter of name ?? "") hue = (hue * 31 + letter.codePointAt(0)) % 360;
  return hue;
}
