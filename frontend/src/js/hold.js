// Press and hold to confirm: money moves only after a second and a bit of meaning it.
//
// With a pointer: hold until the ring is full. With a keyboard: hold Enter or Space, or press twice. Screen readers and
// switches send a bare click, or one after a touch that is none: the first says what the second does.

import { word } from "./words.js";

const HOLD_MS = 1200;
const AGAIN_WITHIN_MS = 8000;

// VoiceOver and TalkBack press by a pointer that is nowhere, and never hold it.
const isNobodys = (event) =>
  (event.width === 0 && event.height === 0) ||
  (event.pointerType === "mouse" && event.pressure === 0 && /Android/.test(navigator.userAgent));

export function hold() {
  return {
    init() {
      const button = this.$root.querySelector("button");
      const hint = this.$root.querySelector(".hold-hint");
      const form = button.form;
      let timer = 0;
      let isSending = false;
      let askedAt = -Infinity;
      let hasJustHeld = false;
      let isPressedFor = false;

      const rest = () => (hint.textContent = hint.dataset.resting);
      const isReady = () => {
        const pin = form.querySelector(".pin-pad input");
        if (pin && pin.value.length < 4) {
          pin.focus();
          hint.textContent = word("pinFirst");
          return false;
        }
        return form.reportValidity();
      };
      const send = () => {
        isSending = true;
        button.classList.remove("is-held");
        button.classList.add("is-done");
        navigator.vibrate?.(30);
        form.requestSubmit(button);
        isSending = false;
      };
      const begin = () => {
        if (timer || form.dataset.busy !== undefined || !isReady()) return false;
        hint.textContent = word("hold");
        button.classList.add("is-held");
        timer = setTimeout(() => {
          timer = 0;
          hasJustHeld = true;
          send();
        }, HOLD_MS);
        return true;
      };
      const end = () => {
        button.classList.remove("is-held");
        if (!timer) return false;
        clearTimeout(timer);
        timer = 0;
        return true;
      };
      const askAgain = () => {
        if (performance.now() - askedAt < AGAIN_WITHIN_MS) return send();
        askedAt = performance.now();
        hint.textContent = word("pressAgain");
        button.focus();
      };

      button.addEventListener("pointerdown", (event) => {
        hasJustHeld = false;
        isPressedFor = isNobodys(event);
        // A finger that slides off the button lets it go, as a mouse does.
        if (event.target.hasPointerCapture(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
        if (event.button === 0 && !isPressedFor) begin();
      });
      for (const name of ["pointerup", "pointerleave", "pointercancel"]) {
        button.addEventListener(name, () => end() && (hint.textContent = word("letGo")));
      }
      button.addEventListener("contextmenu", (event) => event.preventDefault());
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        if (event.repeat) return;
        hasJustHeld = false;
        begin();
      });
      button.addEventListener("keyup", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        if (end()) askAgain();
      });
      button.addEventListener("blur", () => {
        askedAt = -Infinity;
        if (end() || hint.textContent === word("pressAgain")) rest();
      });
      button.addEventListener("click", (event) => {
        if (isSending) return;
        event.preventDefault();
        // A pointer's click comes after it was held or let go; only what no pointer and no key made counts here, which
        // is how assistive technology presses, and Enter in one of the form's fields.
        const isBare = event.detail === 0 || isPressedFor;
        isPressedFor = false;
        if (!isBare || hasJustHeld || form.dataset.busy !== undefined || !isReady()) return;
        askAgain();
      });
      form.addEventListener("ui:restored", () => {
        button.classList.remove("is-done", "is-held");
        askedAt = -Infinity;
        rest();
      });
      this.$root.querySelector(".hold-ring").removeAttribute("hidden");
      rest();
    },
  };
}
