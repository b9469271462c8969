// Forms that are sent once (data-once), signed by the browser's own key (data-sign), or that name the browser as a
// device (data-device).

import { attach } from "./attach.js";
import { fillDevice, signForm } from "./device.js";
import { toast } from "./toasts.js";
import { say, word } from "./words.js";

const prepared = new WeakSet();
const before = new WeakMap();

function setBusy(form, submitter) {
  form.dataset.busy = "";
  const button = submitter ?? form.querySelector("[type=submit]");
  say(word("working"));
  if (!button) return;
  // A disabled button would be left out of what is posted.
  button.setAttribute("aria-disabled", "true");
  button.classList.add("is-busy");
  if (!button.classList.contains("hold-button")) {
    before.set(button, button.firstElementChild?.matches(".icon") ? button.firstElementChild : null);
    before.get(button)?.remove();
  }
  button.prepend(Object.assign(document.createElement("span"), { className: "spinner" }));
}

function restore(form) {
  if (form.dataset.busy === undefined) return;
  delete form.dataset.busy;
  prepared.delete(form);
  for (const button of form.querySelectorAll(".is-busy")) {
    button.querySelector(".spinner")?.remove();
    if (before.get(button)) button.prepend(before.get(button));
    button.removeAttribute("aria-disabled");
    button.classList.remove("is-busy");
  }
  form.dispatchEvent(new Event("ui:restored"));
}

async function prepare(form, submitter) {
  try {
    if (form.matches("[data-device]")) await fillDevice(form);
    if (form.matches("[data-sign]")) await signForm(form, submitter);
  } catch (error) {
    // It goes without a signature: the server says what is missing, or asks for a code.
    console.warn("not signed:", error);
  }
}

// Before htmx and everybody else hears of it.
document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (!form.matches("[data-once], [data-sign], [data-device]")) return;
    if (prepared.delete(form)) return;
    if (form.dataset.busy !== undefined) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (!navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      toast(word("offline"), "bad");
      form.dispatchEvent(new Event("ui:restored"));
      return;
    }
    const { submitter } = event;
    setBusy(form, submitter);
    if (!form.matches("[data-sign], [data-device]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await prepare(form, submitter);
    prepared.add(form);
    form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  },
  true,
);

addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(restore));
// Only what the form itself has asked: a part of it (a fee that is shown) may be answered while the form is on its way.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches("form[data-busy]")) restore(event.detail.elt);
});

// A form that is sent as soon as something of it is chosen has no use for its button.
attach("form[data-autosubmit]", (form) => {
  form.querySelectorAll("[data-no-script]").forEach((element) => (element.hidden = true));
  form.addEventListener("change", () => form.requestSubmit());
});

attach("[data-peek]", (button) => {
  const input = document.getElementById(button.dataset.peek);
  button.hidden = false;
  button.addEventListener("click", () => {
    const isShown = input.type === "text";
    input.type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!isShown));
  });
});

// What was chosen is drawn, not linked: the pages' policy lets images come from this server only.
attach("[data-file]", (box) => {
  const input = box.querySelector("input[type=file]");
  const canvas = box.querySelector("canvas");
  input?.addEventListener("change", async () => {
    const [file] = input.files;
    canvas.hidden = true;
    if (!file?.type.startsWith("image/")) return;
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture) return;
    const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
    canvas.hidden = false;
  });
});
