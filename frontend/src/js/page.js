// Small things that pages do: copy, share, count down, reveal, open sheets, go back, stay up to date.

import htmx from "htmx.org";

import { attach } from "./attach.js";
import { toast } from "./toasts.js";
import { say, word } from "./words.js";

// data-copy="<text>" copies it; data-copy="#id" copies what stands in that element.
attach("[data-copy]", (button) => {
  button.addEventListener("click", async () => {
    const given = button.dataset.copy;
    const text = given.startsWith("#") ? document.querySelector(given)?.textContent.trim() : given;
    await copy(text ?? "");
  });
});

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(word("copied"));
  } catch {
    toast(word("trouble"), "bad");
  }
}

attach("[data-share]", (button) => {
  const { title, text, url } = button.dataset;
  const shared = { ...(title && { title }), ...(text && { text }), ...(url && { url: new URL(url, location.href).href }) };
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!navigator.share) return copy([shared.text, shared.url].filter(Boolean).join("\n"));
    try {
      await navigator.share(shared);
    } catch (error) {
      if (error.name !== "AbortError") await copy([shared.text, shared.url].filter(Boolean).join("\n"));
    }
  });
});

// data-countdown="<ISO time or seconds>"; at zero the page is loaded again, the element of data-live around it is
// swapped, or (data-countdown-then="say") it is only said.
attach("[data-countdown]", (element) => {
  const given = element.dataset.countdown;
  const end = /^\d+(\.\d+)?$/.test(given) ? Date.now() + Number(given) * 1000 : Date.parse(given);
  if (Number.isNaN(end)) return;
  const tick = (isFirst = false) => {
    if (!element.isConnected) return clearInterval(timer);
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    const tail = String(seconds).padStart(2, "0");
    element.textContent = hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
    element.classList.toggle("is-short", left <= 10);
    if (left > 0) return undefined;
    clearInterval(timer);
    // It was over when the page came: the clock of this device is ahead, and asking again would never end.
    if (isFirst) return undefined;
    say(word("expired"));
    const live = element.closest("[data-live]");
    if (live) live.dispatchEvent(new Event("ui:refresh"));
    // By GET: a page that answered a form would be posted again by a reload. What is on its way is not cut off.
    else if (element.dataset.countdownThen !== "say" && !document.querySelector("form[data-busy]")) {
      location.replace(location.pathname + location.search);
    }
    return undefined;
  };
  const timer = setInterval(() => tick(), 1000);
  tick(true);
});

// data-live="<url>" swaps the element by what the address answers, every data-every seconds (5), while it can be seen. The
// same answer as before changes nothing: the focus stays where it is, and nothing is said a second time.
const answered = new Map();
const plain = (html) => html.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
// Where the focus was is found in what comes by where it leads or what stands on it.
const trait = (one) => one.getAttribute("href") ?? one.form?.getAttribute("action") ?? one.textContent.trim();

attach("[data-live]", (element) => {
  const every = (Number(element.dataset.every) || 5) * 1000;
  const refresh = () => {
    if (!element.isConnected) return clearInterval(timer);
    if (document.visibilityState !== "visible" || !navigator.onLine) return undefined;
    return htmx.ajax("GET", element.dataset.live, { source: element, target: element, swap: "outerHTML" });
  };
  const timer = setInterval(refresh, every);
  element.addEventListener("ui:refresh", refresh);
  element.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event;
    if (event.target !== element || !detail.shouldSwap) return;
    const answer = plain(detail.serverResponse);
    detail.shouldSwap = answered.get(element.dataset.live) !== answer;
    answered.set(element.dataset.live, answer);
    const focused = element.contains(document.activeElement) ? document.activeElement : null;
    if (!detail.shouldSwap || !focused) return;
    document.addEventListener(
      "htmx:afterSwap",
      () => {
        if (document.activeElement !== document.body) return;
        const others = document.querySelectorAll(`[data-live] ${focused.localName}`);
        [...others].find((one) => trait(one) === trait(focused))?.focus({ preventScroll: true });
      },
      { once: true },
    );
  });
});

// data-regions: a list of countries by their codes is named and sorted in the language of the page.
attach("[data-regions]", (list) => {
  const language = document.documentElement.lang;
  const names = new Intl.DisplayNames([language], { type: "region", fallback: "code" });
  const options = [...list.options].filter((option) => option.value);
  for (const option of options) option.textContent = names.of(option.value);
  const { compare } = new Intl.Collator(language);
  list.append(...options.sort((one, other) => compare(one.textContent, other.textContent)));
});

attach("[data-sheet-open]", (button) => {
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", (event) => {
    const sheet = document.getElementById(button.dataset.sheetOpen);
    if (!sheet) return;
    // A link leads to the same on a page of its own, for browsers without scripts.
    event.preventDefault();
    sheet.showModal();
  });
});

attach("dialog[data-sheet]", (sheet) => {
  // A press beside the sheet closes it: the dialog's own box is filled by what stands in it.
  sheet.addEventListener("click", (event) => {
    if (event.target !== sheet) return;
    const box = sheet.getBoundingClientRect();
    const isInside =
      event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!isInside) sheet.close();
  });
});

// data-reveal: the button [data-reveal-toggle] hides [data-reveal-value] and shows [data-reveal-cover] in its place. The
// choice is kept in this browser, for all of them.
attach("[data-reveal]", (box) => {
  const button = box.querySelector("[data-reveal-toggle]");
  const shown = () => localStorage.getItem("gopay-balance") === "shown";
  const apply = () => {
    for (const value of box.querySelectorAll("[data-reveal-value]")) value.hidden = !shown();
    for (const cover of box.querySelectorAll("[data-reveal-cover]")) cover.hidden = shown();
    button?.setAttribute("aria-pressed", String(shown()));
  };
  button?.addEventListener("click", () => {
    localStorage.setItem("gopay-balance", shown() ? "hidden" : "shown");
    document.dispatchEvent(new Event("ui:reveal"));
  });
  document.addEventListener("ui:reveal", apply);
  apply();
});

export function watchConnection() {
  const banner = document.getElementById("offline");
  const show = () => {
    if (banner) banner.hidden = navigator.onLine;
  };
  addEventListener("offline", show);
  addEventListener("online", () => {
    show();
    say(word("online"));
  });
  show();
}

// The tab's picture is asked for after the page has come. Whatever is asked for while the former worker ends wakes it
// up again, and the new one waits until that has slept in as well.
const TAKE_OVER_MS = 1000;

export function registerWorker() {
  // Only where the page says there is one: a browser would keep asking for it.
  if (!("serviceWorker" in navigator) || !document.querySelector('link[rel="manifest"]')) return;
  let isTouched = false;
  addEventListener("input", () => (isTouched = true), { capture: true, once: true });
  addEventListener("load", async () => {
    const registration = await navigator.serviceWorker.register("/sw.js").catch(() => null);
    // The worker of another build, which came while an earlier page was open. It takes over when the next page has just
    // come, unless something is filled in or paid there, and loads no page anew: no page depends on its worker.
    setTimeout(() => {
      const isAtRest = !isTouched && !document.querySelector("form[data-busy], .pin-pad");
      if (isAtRest) registration?.waiting?.postMessage({ type: "skip-waiting" });
    }, TAKE_OVER_MS);
  });
}
