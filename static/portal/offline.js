// On the pages that say that there is no network: opens the same address by GET as soon as there is one again.
"use strict";

(() => {
  // Without what was posted: a link to the address a page has is followed by GET, a reload would post again.
  const again = () => document.querySelector("[data-again]")?.click();
  addEventListener("online", again);
})();
