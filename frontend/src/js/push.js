// data-push: switches this browser's notifications on and off (RFC 8030, RFC 8292).

import { attach } from "./attach.js";
import { toast } from "./toasts.js";

const key = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

async function post(url, body) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = { "X-CSRFToken": token, ...(body && { "Content-Type": "application/json" }) };
  const answer = await fetch(url, { method: "POST", headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status}`);
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
    const offered = (await (await fetch(keyUrl)).json()).key;
    if (!offered) return stop();
    // Asked only when somebody wants it, never when a page loads.
    if ((await Notification.requestPermission()) !== "granted") return toast(refused, "bad");
    const worker = await navigator.serviceWorker.ready;
    const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key(offered) });
    await post(onUrl, subscription.toJSON());
    return show(true);
  }

  async function switchOff() {
    await post(offUrl);
    const worker = await navigator.serviceWorker.ready;
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    show(false);
  }

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
