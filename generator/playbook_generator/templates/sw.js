// @ts-check
/**
 * Keeps one whole version of the site on the device. A version is installed all or nothing: every file is fetched,
 * compared with its fingerprint, and only a complete copy takes over, once no page of the old one is open. Pages come
 * from the network while it answers in time, else from the copy; scripts and styles by the fingerprint in their address.
 */
"use strict";

/** @type {Record<string, string>} Every file by its address from the site's root, with its fingerprint. */
const FILES = /*FILES*/;
const VERSION = /*VERSION*/;
const DAY = /*DAY*/;

const worker = /** @type {any} */ (self);
/** @type {string} */
const ROOT = worker.registration.scope;
const PREFIX = `playbook ${ROOT} `;
const COPY = PREFIX + VERSION;
/** What readers have taken along one by one: it outlives versions. */
const TAKEN = `${PREFIX}taken`;
const ON_DEMAND = /^(?:[a-z]{2,3}(?:-[A-Za-z]+)?\/)?(?:downloads|api)\//;
/** How long the network may take, in milliseconds. */
const LIMIT = 4000;
const AT_ONCE = 6;

/** @param {string} path */
const address = (path) => new URL(path, ROOT).href;

/** @param {ArrayBuffer} bytes @param {number} digits */
async function fingerprint(bytes, digits) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, digits);
}

/** Puts one file into a new copy, from an old copy where it is the same there.
 * @param {Cache} copy @param {string[]} old @param {string} path */
async function keep(copy, old, path) {
  for (const name of old) {
    const had = await (await caches.open(name)).match(address(path));
    if (had && had.headers.get("X-Fingerprint") === FILES[path]) return copy.put(address(path), had);
  }
  const answer = await fetch(address(path), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  if ((await fingerprint(bytes, FILES[path].length)) !== FILES[path]) throw new Error(`${path}: another version`);
  const headers = { "Content-Type": answer.headers.get("Content-Type") || "", "X-Fingerprint": FILES[path] };
  return copy.put(address(path), new Response(bytes, { headers }));
}

async function install() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== COPY && name !== TAKEN);
  const copy = await caches.open(COPY);
  const paths = Object.keys(FILES);
  try {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let path = paths.pop(); path !== undefined; path = paths.pop()) await keep(copy, old, path);
      })
    );
  } catch (error) {
    paths.length = 0;
    await caches.delete(COPY);
    throw error;
  }
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== COPY && name !== TAKEN);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {string} path */
const kept = async (path) => (await caches.open(COPY)).match(address(path));

/** The network's answer, or nothing when it fails, is late or is broken. @param {Request} request */
async function live(request) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, LIMIT);
  });
  // Asked anew, because a browser may take a page for fresh that has changed on the host. A request for a page cannot
  // be changed, so its parts are named.
  const { url, credentials, redirect } = request;
  const asked = fetch(url, { cache: "no-cache", credentials, redirect }).catch(() => undefined);
  const answer = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answer && answer.status < 500 ? answer : undefined;
}

/** @param {Request} request @param {string} path */
async function page(request, path) {
  const answer = (await live(request)) || (await kept(path));
  if (answer) return answer;
  if (FILES[`${path}/`] !== undefined) return Response.redirect(address(`${path}/`));
  if (request.mode === "navigate") {
    const missing = await kept("404.html");
    if (missing) return new Response(missing.body, { status: 404, headers: missing.headers });
  }
  return Response.error();
}

/** @param {Request} request */
async function take(request) {
  const answer = await live(request);
  const store = await caches.open(TAKEN);
  if (!answer) return (await store.match(request, { ignoreSearch: true })) || Response.error();
  if (answer.status === 200) await store.put(request, answer.clone());
  return answer;
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "day" && event.ports[0]) event.ports[0].postMessage(DAY);
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(ROOT)) return;
  const path = decodeURIComponent(url.href.slice(ROOT.length).replace(/[?#].*$/, "")).replace(/(^|\/)index\.html$/, "$1");
  const stamp = url.searchParams.get("v");
  if (stamp) {
    // Another version's script is not this copy's business.
    if (stamp === FILES[path]) event.respondWith(kept(path).then((had) => had || fetch(request)));
  } else if (FILES[path] === undefined && ON_DEMAND.test(path)) {
    event.respondWith(take(request));
  } else {
    event.respondWith(page(request, path));
  }
});
