// data-push: switches this browser's notifications on and off (RFC 8030, RFC 8292); once on, they stay so by themselves.

import { attach } from "./attach.js";
import { toast } from "./toasts.js";

const LOOKED = "gopay-push-looked";
// Who has switched it on here, by the id the server knows them by.
const OF = "gopay-push-of";
const told = () => document.querySelector('meta[name="gopay-push"]');
const key = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

// What the server offers: {key, subscribed}.
async function ask(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function post(url, body) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = { "X-CSRFToken": token, ...(body && { "Content-Type": "application/json" }) };
  const answer = await fetch(url, { method: "POST", headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status}`);
}

async function subscribe({ pushManager }, offered, url) {
  const applicationServerKey = key(offered);
  const known = await pushManager.getSubscription();
  const knownKey = new Uint8Array(known?.options?.applicationServerKey ?? []);
  // One that was made for a former key of ours can be told nothing any more, and no other is made beside it.
  if (known && String(knownKey) !== String(applicationServerKey)) await known.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  await post(url, made.toJSON());
  localStorage.setItem(OF, told().dataset.of);
  document.dispatchEvent(new Event("ui:subscribed"));
}

// A subscription is over with the session it was made in. After the next log-in of whoever switched it on, the browser
// subscribes anew by itself, if it may show notifications still; nobody is asked anything, and nobody else who logs in
// here finds their money on a screen they have not chosen. Once in each tab and log-in.
export async function subscribeAgain() {
  try {
    if (!told()) return sessionStorage.removeItem(LOOKED);
    if (sessionStorage.getItem(LOOKED) || globalThis.Notification?.permission !== "granted") return undefined;
    if (localStorage.getItem(OF) !== told().dataset.of) return undefined;
    const worker = await navigator.serviceWorker?.getRegistration();
    if (!(await worker?.pushManager?.getSubscription())) return undefined;
    const { key: offered, subscribed } = await ask(told().content);
    if (offered && !subscribed) await subscribe(worker, offered, told().dataset.on);
    sessionStorage.setItem(LOOKED, "1");
  } catch (error) {
    // Without an answer the next page asks; what browser or server have refused they would refuse again.
    if (error instanceof DOMException || /^4/.test(error.message)) sessionStorage.setItem(LOOKED, "1");
  }
  return undefined;
}

attach("[data-push]", (box) => {
  const { keyUrl, onUrl, offUrl, refused, unable, failed, isOn, isOff } = box.dataset;
  const state = box.querySelector("[data-push-state]");
  const switches = [...box.querySelectorAll("[data-push-switch]")];
  const show = (on) => {
    state.textContent = on ? isOn : isOff;
    for (const one of switches) one.hidden = (one.dataset.pushSwitch === "on") === on;
  };
  const stop = () => {
    state.textContent = unable;
    for (const one of switches) one.hidden = true;
  };
  if (!("PushManager" in globalThis) || !("serviceWorker" in navigator)) return stop();

  async function switchOn() {
    const { key: offered } = await ask(keyUrl);
    if (!offered) return stop();
    // Asked only when somebody wants it, never when a page loads.
    if ((await Notification.requestPermission()) !== "granted") return toast(refused, "bad");
    return subscribe(await navigator.serviceWorker.ready, offered, onUrl);
  }

  async function switchOff() {
    localStorage.removeItem(OF);
    const worker = await navigator.serviceWorker.ready;
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    await post(offUrl);
    show(false);
  }

  document.addEventListener("ui:subscribed", () => show(true));
  for (const one of switches) {
    one.addEventListener("click", async () => {
      one.disabled = true;
      try {
        await (one.dataset.pushSwitch === "on" ? switchOn() : switchOff());
      } catch {
        toast(failed, "bad");
      } finally {
        one.disabled = false;
      }
    });
  }
  return undefined;
});
