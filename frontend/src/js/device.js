// The browser's own key: made here, kept here, unable to leave. What it signs is as good as a phone's signature.
//
// The key stands in IndexedDB beside a random client id, by which the server knows the browser again. The server's own
// id of this device comes with every signed-in page (<meta name="gopay-device">).

import { attach } from "./attach.js";

const STORE = "keys";
// Left out of what is signed: what belongs to the signature itself, and the code, which arrives after it.
const UNSIGNED = new Set(["csrfmiddlewaretoken", "signed_at", "signed_by", "signature", "code", "challenge_id"]);

// By how many seconds the server's clock is ahead of this device's, as the page came: a signature names its moment, and
// one whose clock is wrong is refused. Less than half a minute is the time a page takes on its way.
function clockAhead() {
  const now = Number(document.querySelector('meta[name="gopay-now"]')?.content || NaN);
  const [page] = performance.getEntriesByType("navigation");
  const seconds = now - (Date.now() - performance.now() + (page?.responseStart ?? 0)) / 1000;
  return Math.abs(seconds) > 30 ? Math.round(seconds) : 0;
}

const ahead = clockAhead();

function openStore() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("gopay-device", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "owner" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function inStore(mode, act) {
  const database = await openStore();
  try {
    return await new Promise((resolve, reject) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

export function base64(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

// One key per browser, or per person where a page names one: {client_id, public_key, pair}; null without Ed25519.
export async function ensure(personId = "") {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return null;
  const known = await inStore("readonly", (store) => store.get(personId));
  if (known) return known;
  let pair;
  try {
    pair = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
  } catch {
    return null;
  }
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
  const made = { owner: personId, client_id: crypto.randomUUID(), public_key: base64(raw), pair };
  // Another tab may have been quicker; its key is the one that stays.
  await inStore("readwrite", (store) => store.add(made)).catch(() => undefined);
  return inStore("readonly", (store) => store.get(personId));
}

// Under which id the server knows this browser: said on every page of whoever is signed in, wanted when nobody is.
async function keepId() {
  const id = document.querySelector('meta[name="gopay-device"]')?.content;
  if (!id || !globalThis.indexedDB) return;
  const known = await inStore("readonly", (store) => store.get(""));
  if (known && known.device_id !== id) await inStore("readwrite", (store) => store.put({ ...known, device_id: id }));
}

export async function forget(personId = "") {
  await inStore("readwrite", (store) => store.delete(personId));
}

function platformName() {
  const agent = navigator.userAgent;
  const browser =
    [["Edg/", "Edge"], ["OPR/", "Opera"], ["SamsungBrowser", "Samsung Internet"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]]
      .find(([sign]) => agent.includes(sign))?.[1] ?? "Browser";
  const system =
    [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "macOS"], ["CrOS", "ChromeOS"], ["Linux", "Linux"]]
      .find(([sign]) => agent.includes(sign))?.[1];
  return system ? `${browser}, ${system}` : browser;
}

function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const input = form.elements.namedItem(name);
    if (input && "value" in input) input.value = value;
  }
}

export async function fillDevice(form) {
  const key = await ensure();
  if (!key) return;
  fill(form, { device_id: key.client_id, device_name: platformName(), device_platform: "web", public_key: key.public_key });
}

// What the server reads (apps/accounts/web/proofs.py): each string of the form, lines ending as browsers post them.
export function signedBody(entries) {
  const signed = entries
    .filter(([name, value]) => typeof value === "string" && !UNSIGNED.has(name))
    .map(([name, value]) => [name, value.replace(/\r\n|\r|\n/g, "\r\n")]);
  signed.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return JSON.stringify(signed);
}

function signatureParams({ key, created, deviceId }) {
  const covered = ["@method", "@path", "content-digest", ...(key === null ? [] : ["idempotency-key"])];
  return `(${covered.map((name) => `"${name}"`).join(" ")});created=${created};keyid="${deviceId}";alg="ed25519"`;
}

export function signatureBase({ path, digest, key, created, deviceId }) {
  const params = signatureParams({ key, created, deviceId });
  return [
    '"@method": POST',
    `"@path": ${path}`,
    `"content-digest": ${digest}`,
    ...(key === null ? [] : [`"idempotency-key": ${key}`]),
    `"@signature-params": ${params}`,
  ].join("\n");
}

export async function signForm(form, submitter) {
  const deviceId = document.querySelector('meta[name="gopay-device"]')?.content;
  fill(form, { signed_at: "", signed_by: "", signature: "" });
  if (!deviceId) return;
  const owned = await inStore("readonly", (store) => store.get(""));
  if (!owned) return;
  const entries = [...new FormData(form, submitter ?? undefined)];
  const utf8 = new TextEncoder();
  const body = utf8.encode(signedBody(entries));
  const digest = `sha-256=:${base64(await crypto.subtle.digest("SHA-256", body))}:`;
  const created = Math.floor(Date.now() / 1000) + ahead;
  const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.getAttribute("action") || location.href;
  const path = new URL(address, location.href).pathname;
  const key = entries.find(([name]) => name === "key")?.[1] ?? null;
  const base = signatureBase({ path, digest, key, created, deviceId });
  const signature = await crypto.subtle.sign({ name: "Ed25519" }, owned.pair.privateKey, utf8.encode(base));
  fill(form, { signed_at: String(created), signed_by: deviceId, signature: base64(signature) });
}

// A POST that this browser signs by itself, as a phone does (docs/devices.md); null for one that is no device.
async function postSigned(path, content) {
  const owned = await inStore("readonly", (store) => store.get(""));
  if (!owned?.device_id) return null;
  const utf8 = new TextEncoder();
  const body = JSON.stringify(content);
  const digest = `sha-256=:${base64(await crypto.subtle.digest("SHA-256", utf8.encode(body)))}:`;
  const said = { path, digest, key: null, created: Math.floor(Date.now() / 1000) + ahead, deviceId: owned.device_id };
  const signature = await crypto.subtle.sign({ name: "Ed25519" }, owned.pair.privateKey, utf8.encode(signatureBase(said)));
  const headers = {
    "Content-Type": "application/json",
    "Content-Digest": digest,
    "Signature-Input": `gopay=${signatureParams(said)}`,
    Signature: `gopay=:${base64(signature)}:`,
    "X-CSRFToken": document.querySelector('meta[name="csrf-token"]')?.content ?? "",
  };
  return fetch(path, { method: "POST", headers, body, cache: "no-store" });
}

async function forgetEverything() {
  localStorage.clear();
  sessionStorage.clear();
  const worker = await navigator.serviceWorker?.getRegistration();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
}

// Where nobody is signed in, a browser that was somebody's device looks whether it is to be wiped, and obeys: the order
// comes from where this script came from. The key goes last, since it signs that all else is gone.
async function obey() {
  const address = document.querySelector('meta[name="gopay-order"]')?.content;
  if (!address || !globalThis.indexedDB || !globalThis.crypto?.subtle) return;
  const answer = await postSigned(address, {});
  if (answer?.status !== 200) return;
  const order = await answer.json();
  if (order.action !== "wipe") return;
  await forgetEverything();
  const done = await postSigned(`/api/v1/devices/${order.device_id}/command/acknowledgement`, {
    id: order.id,
    nonce: order.nonce,
  });
  // 409: it was acknowledged before, and that answer was lost.
  if (done.ok || done.status === 409) await forget();
}

// Without an answer the next page looks again.
Promise.all([keepId(), obey()]).catch(() => undefined);

// A browser that was locked begins anew, under another key.
attach("[data-forget-key]", (button) => {
  button.addEventListener("click", async () => {
    await forget();
    location.assign(button.dataset.forgetKey);
  });
});

globalThis.gopayDevice = { ensure, fillDevice, forget, signForm };
