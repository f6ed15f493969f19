/** The English name of a language (ISO 639), as the browser knows it; the code itself where it does not. */
export function languageName(code) {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

const names = new Intl.DisplayNames(["en"], { type: "language" });
