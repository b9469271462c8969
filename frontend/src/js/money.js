// A field for an amount: digits are grouped while they are typed, and what is posted is a plain decimal string.
//
// The visible control loses its name to a hidden one that holds the plain number, so that nothing on the way to the
// server, a signature included, ever sees a separator of some language.

import { attach } from "./attach.js";
import { say, word } from "./words.js";

const MAX_WHOLE_DIGITS = 15;
const SPOKEN_AFTER_MS = 900;

// Digits of Arabic and Persian keyboards mean the same.
function westernDigits(text) {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

// Reads what stands in the control; null when it is no amount. `mark` and `group` are the page's own.
export function readAmount(text, { mark, group, decimals }) {
  let rest = westernDigits(text).replace(/[\s\u00a0\u202f\u066c']/g, "").replace("\u066b", mark);
  const other = mark === "," ? "." : ",";
  const isGrouped = rest.split(other).length > 2 || (rest.includes(mark) && rest.includes(other));
  if (rest.includes(other)) {
    // The other sign parts thousands if it stands before every third digit, as the page writes it; else it was meant as
    // the decimal mark, which many keyboards have only in one shape.
    const [whole] = rest.split(mark);
    const looksGrouped = /^\d{1,3}(\D\d{3})+$/.test(whole) && other === group;
    if (isGrouped || looksGrouped) rest = looksGrouped ? rest.replaceAll(other, "") : null;
    else rest = rest.replace(other, mark);
  }
  if (rest === null) return null;
  if (rest === "") return "";
  const match = new RegExp(`^(\\d*)(?:\\${mark}(\\d*))?$`).exec(rest);
  if (!match || (!match[1] && match[2] === undefined)) return null;
  const whole = match[1].replace(/^0+(?=\d)/, "") || "0";
  if (whole.length > MAX_WHOLE_DIGITS) return null;
  if (match[2] === undefined) return whole;
  if (decimals === 0 || match[2].length > decimals) return null;
  return `${whole}.${match[2]}`;
}

export function groupAmount(plain, { mark, group }) {
  if (!plain) return "";
  const [whole, decimals] = plain.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return decimals === undefined ? grouped : grouped + mark + decimals;
}

function arrange(input) {
  const chooser = input.dataset.currencyFrom && document.getElementById(input.dataset.currencyFrom);
  const unit = input.closest(".money-input")?.querySelector("[data-money-unit]");
  const posted = Object.assign(document.createElement("input"), { type: "hidden", name: input.name });
  const byCurrency = JSON.parse(input.dataset.decimalsBy ?? "{}");
  const manner = {
    mark: input.dataset.mark || ".",
    group: input.dataset.group || ",",
    decimals: Number(input.dataset.decimals ?? 2),
  };
  let plain = /^\d+(\.\d+)?$/.test(input.value) ? input.value : (readAmount(input.value, manner) ?? "");
  let timer = 0;

  const count = () => (plain.split(".")[1] ?? "").length;

  function show() {
    input.value = groupAmount(plain, manner);
    // "12." is not yet an amount the server would take.
    posted.value = plain.replace(/\.$/, "");
    // Digits that the chosen currency does not have are shown as too many, never dropped.
    const isTooFine = chooser && count() > manner.decimals;
    input.setCustomValidity(isTooFine ? word("decimals", { count: manner.decimals }) : "");
  }

  // Where there are too many decimals already, there may be as many until they are deleted.
  function read(text, marks) {
    return readAmount(text, { ...marks, decimals: Math.max(manner.decimals, count()) });
  }

  function speak() {
    clearTimeout(timer);
    if (!posted.value) return;
    timer = setTimeout(() => say(word("amount", { amount: `${input.value} ${currency()}` })), SPOKEN_AFTER_MS);
  }

  function currency() {
    return chooser?.selectedOptions?.[0]?.dataset.currency ?? chooser?.value ?? input.dataset.currency ?? "";
  }

  // Where the caret stands is counted in digits and marks after it, which grouping does not change.
  function set(next, fromEnd) {
    plain = next;
    show();
    if (document.activeElement === input) {
      let at = input.value.length;
      for (let left = fromEnd; left > 0 && at > 0; at -= 1) if (input.value[at - 1] !== manner.group) left -= 1;
      input.setSelectionRange(at, at);
    }
  }

  input.addEventListener("input", (event) => {
    const caret = input.selectionStart ?? input.value.length;
    let text = input.value;
    const fromEnd = [...text.slice(caret)].filter((sign) => sign !== manner.group).length;
    // A typed point or comma is the decimal mark, whichever of the two the keyboard has; a pasted text is read whole.
    if (event.inputType === "insertText" && /^[.,\u066b]$/.test(event.data ?? "")) {
      const before = text.slice(0, caret - 1).replaceAll(manner.group, "");
      const after = text.slice(caret).replaceAll(manner.group, "");
      text = before + manner.mark + after;
    } else if (/^(insertText|insertCompositionText|delete)/.test(event.inputType ?? "") && !/[.,]/.test(event.data ?? "")) {
      // What is typed or deleted stands among our own separators; what is pasted, dictated or filled in has its own.
      const stripped = text.replaceAll(manner.group, "");
      const was = groupAmount(plain, manner).replaceAll(manner.group, "");
      // Only a separator was deleted, and it comes back; the digit before it was meant.
      if (event.inputType === "deleteContentBackward" && stripped === was && caret > 0) {
        text = text.slice(0, caret - 1) + text.slice(caret);
      }
      text = text.replaceAll(manner.group, "");
    }
    const next = read(text, manner);
    if (next === null) {
      set(plain, fromEnd);
      if (text.includes(manner.mark)) say(word("decimals", { count: manner.decimals }));
      return;
    }
    set(next, fromEnd);
    speak();
  });

  chooser?.addEventListener("change", adapt);
  function adapt() {
    if (!chooser) return;
    manner.decimals = byCurrency[currency()] ?? 2;
    if (unit) unit.textContent = currency();
    if (manner.decimals === 0) plain = plain.replace(/\.$/, "");
    show();
  }

  // A keypad's keys arrive as an event of ours (keypad.js).
  input.addEventListener("ui:key", (event) => {
    const key = event.detail;
    const typed = key === "." ? `${plain || "0"}.` : plain + key;
    const text = key === "clear" ? "" : key === "back" ? plain.slice(0, -1) : typed;
    const next = text === "" ? "" : read(text, { mark: ".", group: "" });
    if (next === null) return;
    plain = next;
    show();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    speak();
  });

  input.removeAttribute("name");
  input.removeAttribute("maxlength");
  input.after(posted);
  adapt();
  show();
}

attach("input[data-money]", arrange);
