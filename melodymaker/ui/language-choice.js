// The choice of the language that the site is read in. The server reads the cookie, so the page is loaded again.
import { useEffect, useState } from "react";

const YEAR = 365 * 24 * 60 * 60;

export function chooseLanguage(code) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: on plain http browsers have no other way
  document.cookie = `language=${code}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  location.reload();
}

/** The language of the page; nothing until it has started, because it is drawn before it is translated. */
export function usePageLanguage() {
  const [language, setLanguage] = useState("");
  useEffect(() => setLanguage(document.documentElement.lang), []);
  return language;
}
