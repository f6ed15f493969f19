// Messages with values in them, as melodymaker/i18n/messages.py makes them of ICU's format: text, [name],
// [name, options by number], or [name, options by word, 1].

const messages = new Map();

/** A message with its values. */
export function formatted(message, values) {
  // A page that is built beforehand is translated afterwards, and this with it.
  if (message.startsWith("__f_")) return `${message.slice(0, -2)}_${hex(JSON.stringify(values))}__`;
  if (!messages.has(message)) messages.set(message, JSON.parse(message));
  return joined(messages.get(message), values, language());
}

function joined(parts, values, lang) {
  return parts.map((part) => (typeof part === "string" ? part : shown(part, values, lang))).join("");
}

function shown([name, options, byWord], values, lang) {
  const value = values[name] ?? "";
  if (options) return joined(options[option(options, value, byWord, lang)] ?? options.other, values, lang);
  return typeof value === "number" ? value.toLocaleString(lang) : String(value);
}

function option(options, value, byWord, lang) {
  if (byWord) return String(value);
  return `=${value}` in options ? `=${value}` : new Intl.PluralRules(lang).select(value);
}

/** The page's language, as the browser's user writes it where they read it. */
function language() {
  const lang = globalThis.document?.documentElement.lang || "en";
  return globalThis.navigator?.languages?.find((own) => own.split("-")[0] === lang) ?? lang;
}

const hex = (text) => [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
