// Keypads on the screen: those of a PIN, and those of an amount at a desk (data-keypad="<id of the control>").

import { attach } from "./attach.js";

attach("[data-keypad]", (keypad) => {
  keypad.hidden = false;
  keypad.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    const input = document.getElementById(keypad.dataset.keypad);
    if (key && input) input.dispatchEvent(new CustomEvent("ui:key", { detail: key.dataset.key }));
  });
});

// Alpine: the PIN's digits are shown as dots, typed on the keyboard or tapped on the pad.
export function pinPad() {
  return {
    init() {
      const input = this.$root.querySelector("input");
      const dots = this.$root.querySelector(".pin-dots");
      const keypad = this.$root.querySelector(".keypad");
      const longest = Number(this.$root.dataset.length) || 6;
      const shown = () => {
        const typed = input.value.length;
        // A PIN has four to six digits, and how many is nobody's business before they are typed.
        const places = Math.min(longest, Math.max(4, typed));
        dots.replaceChildren(
          ...Array.from({ length: places }, (_, place) =>
            Object.assign(document.createElement("span"), { className: place < typed ? "is-on" : "" }),
          ),
        );
      };
      const press = (key) => {
        if (key === "clear") input.value = "";
        else if (key === "back") input.value = input.value.slice(0, -1);
        else if (input.value.length < longest) input.value += key;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      };
      input.addEventListener("input", () => {
        const digits = input.value.replace(/\D/g, "").slice(0, longest);
        if (digits !== input.value) input.value = digits;
        shown();
      });
      keypad.addEventListener("click", (event) => {
        const key = event.target.closest("[data-key]");
        if (key) press(key.dataset.key);
      });
      // The phone's own keyboard would cover the pad.
      if (matchMedia("(pointer: coarse)").matches) input.setAttribute("inputmode", "none");
      keypad.hidden = false;
      dots.hidden = false;
      this.$root.classList.add("is-live");
      shown();
      // A browser may have kept the page with all that was typed: whoever comes back to it types the PIN again.
      addEventListener("pageshow", (event) => {
        if (event.persisted) input.value = "";
        shown();
      });
    },
  };
}
