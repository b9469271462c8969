// Short messages at the edge of the page. Errors stay until they are closed, since they may take time to read.

import { attach } from "./attach.js";

const SHOWN_MS = 6000;

function arrange(toast) {
  const close = () => toast.remove();
  toast.querySelector("[data-toast-close]")?.addEventListener("click", close);
  if (!toast.classList.contains("toast-bad")) {
    let timer = setTimeout(close, SHOWN_MS);
    toast.addEventListener("pointerenter", () => clearTimeout(timer));
    toast.addEventListener("pointerleave", () => (timer = setTimeout(close, SHOWN_MS)));
    toast.addEventListener("focusin", () => clearTimeout(timer));
  }
}

function picture(box, name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  for (const [key, value] of Object.entries({ class: "icon", width: 20, height: 20, "aria-hidden": true })) {
    svg.setAttribute(key, value);
  }
  use.setAttribute("href", `${box.dataset.sprite}#${name}`);
  svg.append(use);
  return svg;
}

export function toast(text, tone = "") {
  const box = document.getElementById("toasts");
  // What still stands there is not said again: a part that asks every second would fill the page.
  if (!box || [...box.querySelectorAll("p")].some((shown) => tone === "bad" && shown.textContent === text)) return;
  const made = document.createElement("div");
  const close = Object.assign(document.createElement("button"), { className: "btn btn-icon", type: "button" });
  made.className = `toast ${tone ? `toast-${tone}` : ""}`;
  close.dataset.toastClose = "";
  close.setAttribute("aria-label", box.dataset.close);
  close.append(picture(box, "close"));
  made.append(
    picture(box, tone === "bad" ? "circle-alert" : "circle-check"),
    Object.assign(document.createElement("p"), { textContent: text }),
    close,
  );
  box.append(made);
  arrange(made);
}

attach("[data-toast]", arrange);
