/** The name of a language (ISO 639) in the page's own, as the browser knows it; the code itself where it does not. */
export function languageName(code) {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

const names = new Intl.DisplayNames([globalThis.document?.documentElement.lang || "en"], { type: "language" });
