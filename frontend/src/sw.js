// The service worker: what keeps the frame of GoPay's pages for moments without a network, and shows what is pushed.
//
// It keeps the SHELL ONLY: styles, scripts, pictures, and two pages that say that there is no network. No page with
// anything of a person on it, and no answer of the API, is ever kept: a page about money is asked for or not shown.
//
// It is served from /sw.js with `BUILD` in front: {version, shell, offline, sent}. Another version is another worker,
// which waits until the page tells it to take over.

/* global BUILD */

const PREFIX = "gopay-shell-";
const CACHE = PREFIX + BUILD.version;
const PAGES = [BUILD.offline, BUILD.sent];
// Whose pages are not the wallet's: the operators' site, the API's pages and the sandbox.
const OTHERS = ["/admin/", "/api/", "/sandbox/"];

async function keep(cache, url) {
  const response = await fetch(new Request(url, { cache: "reload", credentials: "same-origin" }));
  const control = response.headers.get("Cache-Control") ?? "";
  if (!response.ok || response.redirected || response.type !== "basic" || /no-store|private/i.test(control)) {
    throw new Error(`not kept: ${url}`);
  }
  await cache.put(url, response);
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => Promise.all([...BUILD.shell, ...PAGES].map((url) => keep(cache, url)))),
  );
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting" || event.data?.type === "skip-waiting") self.skipWaiting();
});

// The pages for moments without a network speak the language of the last page that was seen.
async function keepLanguage(language) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(BUILD.offline, { ignoreVary: true });
  if (!language || kept?.headers.get("Content-Language") === language) return;
  // A browser that is short of room has thrown all of it away.
  const missing = kept ? [] : BUILD.shell;
  await Promise.all([...missing, ...PAGES].map((url) => keep(cache, url)));
}

async function withoutNetwork(url) {
  const kept = await (await caches.open(CACHE)).match(url, { ignoreVary: true });
  if (!kept) {
    const headers = { "Content-Type": "text/plain; charset=utf-8" };
    const advice = url === BUILD.sent ? "Look whether it went through before you try again." : "Please try again.";
    return new Response(`GoPay cannot be reached. ${advice}`, { status: 503, headers });
  }
  // Not 200: this is not what was asked for, and nobody who asks may take it for that.
  return new Response(await kept.blob(), { status: 503, statusText: "Service Unavailable", headers: kept.headers });
}

// A page comes from the network or not at all. What was posted is never sent a second time from here: it may have
// arrived, so the page that is shown instead says that we do not know.
async function page(event) {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return withoutNetwork(event.request.method === "GET" ? BUILD.offline : BUILD.sent);
  }
  event.waitUntil(keepLanguage(response.headers.get("Content-Language")).catch(() => undefined));
  return response;
}

// The network first, so that a new build is seen at once where names of files carry no hash; where they do, it is the
// browser's own cache that answers.
async function piece(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(request.url, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (!OTHERS.some((path) => url.pathname.startsWith(path))) event.respondWith(page(event));
  } else if (request.method === "GET" && BUILD.shell.includes(url.pathname)) {
    event.respondWith(piece(request));
  }
});

function ownPath(path) {
  try {
    const url = new URL(path, self.location.origin);
    if (url.origin === self.location.origin) return url.pathname + url.search;
  } catch {
    // What is no address leads home, below.
  }
  return BUILD.home;
}

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch {
    // Whatever came, the browser wants something to be shown.
  }
  event.waitUntil(
    self.registration.showNotification(String(told.title || "GoPay"), {
      body: String(told.body ?? ""),
      tag: String(told.tag ?? "gopay"),
      lang: String(told.lang ?? ""),
      dir: ["ltr", "rtl"].includes(told.dir) ? told.dir : "auto",
      icon: BUILD.icon,
      badge: BUILD.badge,
      data: { path: ownPath(String(told.path ?? BUILD.home)) },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = ownPath(String(event.notification.data?.path ?? BUILD.home));
  const show = async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    // Only the wallet's first page is led on: on any other one somebody may be about to confirm something.
    const home = open.find((client) => new URL(client.url).pathname === BUILD.home);
    try {
      if (home) return await (await home.focus()).navigate(path);
    } catch {
      // A page that this worker does not serve cannot be led on.
    }
    return self.clients.openWindow(path);
  };
  event.waitUntil(show());
});
