// What every page loads. Pages that scan codes or draw charts load scan.js or chart.js as well.

import Alpine from "@alpinejs/csp";
import htmx from "htmx.org";

import { start } from "./attach.js";
import "./counter.js";
import "./device.js";
import "./forms.js";
import { hold } from "./hold.js";
import { pinPad } from "./keypad.js";
import "./money.js";
import { registerWorker, watchConnection } from "./page.js";
import { subscribeAgain } from "./push.js";
import { toast } from "./toasts.js";
import { say, word } from "./words.js";

Alpine.data("pinPad", pinPad);
Alpine.data("hold", hold);

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});
document.addEventListener("htmx:responseError", () => toast(word("trouble"), "bad"));
document.addEventListener("htmx:sendError", () => toast(word("offline"), "bad"));
// What was swapped in says by data-say what a screen reader should hear of it.
document.addEventListener("htmx:afterSettle", (event) => {
  const said = event.target.closest?.("[data-say]") ?? event.target.querySelector?.("[data-say]");
  if (said) say(said.dataset.say);
});

globalThis.Alpine = Alpine;
globalThis.htmx = htmx;
globalThis.gopayUi = { say, toast };

start();
watchConnection();
registerWorker();
subscribeAgain().catch(() => undefined);
Alpine.start();
