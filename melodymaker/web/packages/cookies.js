// In place of universal-cookie: the cookies in which a state may keep values (`rx.Cookie`).

export default class Cookies {
  get(name) {
    const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
    return found && decodeURIComponent(found.slice(name.length + 1));
  }

  set(name, value, { path = "/", maxAge, domain, secure, sameSite } = {}) {
    const parts = { path, "max-age": maxAge, domain, samesite: sameSite };
    const options = Object.entries(parts).map(([key, each]) => (each === undefined ? "" : `;${key}=${each}`));
    const text = encodeURIComponent(typeof value === "string" ? value : JSON.stringify(value));
    // biome-ignore lint/suspicious/noDocumentCookie: the other way, cookieStore, needs https
    document.cookie = `${name}=${text}${options.join("")}${secure ? ";secure" : ""}`;
  }

  remove(name, options) {
    this.set(name, "", { ...options, maxAge: 0 });
  }
}
