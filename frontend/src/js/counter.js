// What stands on a counter: a printer for receipts.

import { attach } from "./attach.js";

attach("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
