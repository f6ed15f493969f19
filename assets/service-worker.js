// A page that cannot be had is answered with the offline page, or by what is kept on this device. All else goes its usual
// way, as if this were not here.
const OFFLINE_PAGE = "melodymaker-offline-3";
const OFFLINE = "/offline.html";
// As in the player's names.js.
const KEPT = "melodymaker-kept-1";
const KEPT_PATH = "/kept/";
const SHELL = "/__spa-fallback.html";

self.addEventListener("install", (event) => {
  const keep = async () => (await caches.open(OFFLINE_PAGE)).add(new Request(OFFLINE, { cache: "reload" }));
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    const gone = names.filter((name) => name !== OFFLINE_PAGE && name !== KEPT);
    await Promise.all(gone.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(KEPT_PATH)) event.respondWith(song(request, pathname));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => page(pathname, event)));
  else if (!navigator.onLine || fromShell.has(event.clientId)) event.respondWith(fromKept(request, pathname));
});

const fromShell = new Set(); // the tabs whose page was kept: what it loads is, too

async function page(pathname, { resultingClientId }) {
  const shell = pathname.startsWith("/playlist/") && (await inKept(SHELL));
  if (shell) fromShell.add(resultingClientId);
  return shell || caches.match(OFFLINE);
}

const inKept = async (path) => (await caches.has(KEPT)) && (await caches.open(KEPT)).match(path);

// Without a connection: what was kept, or what the browser itself may still have.
const fromKept = async (request, pathname) => (await inKept(pathname)) || fetch(request);

// A kept song, whole or the part that is asked for (RFC 9110, 14); where the browser has thrown it away, the server's.
async function song(request, pathname) {
  const kept = await inKept(pathname);
  const range = request.headers.get("range");
  if (!kept) {
    const address = `/media/songs/${pathname.slice(KEPT_PATH.length)}/stream`;
    return fetch(address, range ? { headers: { Range: range } } : {});
  }
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (!asked) return kept;
  const file = await kept.blob();
  const first = Number(asked[1]);
  const last = Math.min(asked[2] ? Number(asked[2]) : file.size - 1, file.size - 1);
  const headers = { "Content-Type": file.type, "Accept-Ranges": "bytes" };
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${file.size}` } });
  headers["Content-Range"] = `bytes ${first}-${last}/${file.size}`;
  headers["Content-Length"] = String(last - first + 1);
  return new Response(file.slice(first, last + 1), { status: 206, headers });
}
