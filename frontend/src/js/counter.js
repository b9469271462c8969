// What stands on a counter: a printer for receipts.

import { attach } from "./attach.js";

attach("[data-print]", (button) => {
  button.addEventListener("click", () => print());
});
