// The choice of the language that the site is read in. The server reads the cookie, so the page is loaded again.
const YEAR = 365 * 24 * 60 * 60;

export function chooseLanguage(event) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: on plain http browsers have no other way
  document.cookie = `language=${event.target.value}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  location.reload();
}
