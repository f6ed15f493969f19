// In place of mergician: one object of several, the later ones first, and so with the objects in them.
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export function mergician(...objects) {
  const merged = {};
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      merged[name] = isObject(value) && isObject(merged[name]) ? mergician(merged[name], value) : value;
    }
  }
  return merged;
}
