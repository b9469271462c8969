// On the pages that say that there is no network: opens the same address by GET as soon as there is one again.
"use strict";

(() => {
  // Without what was posted: a link to the address a page has is followed by GET, a reload would post again.
  const again = () => document.querySelector("[data-again]")?.click();
  addEventListener("online", again);

  // Of a server that was away, or a network that leads nowhere, no browser says when it is over. The pages under their
  // own addresses stand for no other.
  const EVERY_MS = 15_000;
  const look = async () => {
    const isSeen = !document.hidden && navigator.onLine;
    const answer = isSeen ? await fetch("/offline", { method: "HEAD", cache: "no-store" }).catch(() => null) : null;
    if (answer?.ok) again();
    else setTimeout(look, EVERY_MS);
  };
  if (!location.pathname.startsWith("/offline")) setTimeout(look, EVERY_MS);
})();
