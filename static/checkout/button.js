/* GoPay's button for other people's pages. See docs/checkout.md.

     <script src="https://…/static/checkout/button.js" data-link="<token>" data-label="Pay with GoPay" async></script>

   puts a link to the payment link's page where it stands. It needs `script-src https://…` of a strict policy and nothing
   else: it loads nothing, sends nothing, reads nothing of the page, and its style is its own. `data-popup` opens the page
   in a window of its own. */
(() => {
  "use strict";
  const script = document.currentScript;
  const token = script && script.dataset.link;
  if (!token || !/^[A-Za-z0-9_-]{22}$/.test(token)) {
    console.error("GoPay: data-link is the token of a payment link.");
    return;
  }
  const address = new URL(`/l/${token}`, script.src).href;
  const place = document.createElement("span");
  const root = place.attachShadow({mode: "open"});
  const link = document.createElement("a");
  link.href = address;
  link.rel = "noreferrer";
  link.setAttribute("part", "button");
  link.textContent = (script.dataset.label || "Pay with GoPay").slice(0, 60);
  if ("popup" in script.dataset) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      // A browser that opens no window goes there in this one.
      if (!window.open(address, "_blank", "popup,width=480,height=780")) location.assign(address);
    });
  }
  const style = new CSSStyleSheet();
  // A sheet made by a script is not an inline style, so a strict style-src lets it through.
  style.replaceSync(`
    a {
      display: inline-flex; align-items: center; justify-content: center; box-sizing: border-box; min-height: 46px;
      padding: 10px 22px; border: 1px solid transparent; border-radius: 10px; background: #0b6e4f; color: #fff;
      font: 600 1rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; text-decoration: none; cursor: pointer;
    }
    a:hover { background: #095a41; }
    a:focus-visible { outline: 3px solid #0b6e4f; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
    @media (forced-colors: active) { a { border-color: ButtonText; } }
  `);
  root.adoptedStyleSheets = [style];
  root.append(link);
  script.after(place);
})();
