// Renews the parts of a page that renews itself: elements with data-part and an id, inside one with data-refresh, which
// says after how many seconds. Only parts that have changed are replaced, what was unfolded stays unfolded, and nothing
// is asked while nobody looks or the switch is off. The header says that nobody has clicked, so that no session is kept
// alive by a forgotten window.
(() => {
  "use strict";
  const root = document.querySelector("[data-refresh]");
  if (!root) return;
  const seconds = Number(root.dataset.refresh);
  const knob = root.querySelector("[data-refresh-switch]");

  const renew = (part, fresh) => {
    const open = [...part.querySelectorAll("details")].map((details) => details.open);
    fresh.querySelectorAll("details").forEach((details, at) => { details.open = Boolean(open[at]); });
    if (part.innerHTML === fresh.innerHTML && part.className === fresh.className) return;
    // Whoever stands on a link in it stands on the same one afterwards.
    const stops = () => [...part.querySelectorAll("a, button, input, summary")];
    const at = stops().indexOf(document.activeElement);
    part.className = fresh.className;
    part.replaceChildren(...fresh.childNodes);
    if (at >= 0) stops()[at]?.focus({ preventScroll: true });
  };

  const ask = async () => {
    if (document.hidden || (knob && !knob.checked)) return;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), seconds * 1000);
    try {
      const answer = await fetch(location.href, { headers: { "X-Refresh": "1" }, signal: late.signal });
      if (answer.redirected) {
        // Logged out: the log-in says why.
        location.reload();
        return;
      }
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      // Switched off while it was on its way.
      if (knob && !knob.checked) return;
      root.querySelectorAll("[data-part]").forEach((part) => {
        const fresh = page.getElementById(part.id);
        if (fresh) renew(part, fresh);
      });
    } catch {
      // The network or the server is away; the next round asks again.
    } finally {
      clearTimeout(timer);
    }
  };

  let busy = false;
  setInterval(async () => {
    if (busy) return;
    busy = true;
    await ask();
    busy = false;
  }, seconds * 1000);
})();
