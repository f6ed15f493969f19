// A page that cannot be had is answered with the offline page. All else goes its usual way, as if this were not here.
const KEPT = "melodymaker-offline-1";
const OFFLINE = "/offline.html";

self.addEventListener("install", (event) => {
  const keep = async () => (await caches.open(KEPT)).add(new Request(OFFLINE, { cache: "reload" }));
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate" || event.request.method !== "GET") return;
  event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
});
