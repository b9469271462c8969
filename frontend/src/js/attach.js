// Sets elements up once, those of the page and those that htmx brings later.

const setups = [];

function setUp(root) {
  for (const [selector, setup, done] of setups) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      if (done.has(element)) continue;
      done.add(element);
      try {
        setup(element);
      } catch (error) {
        // What a browser lacks costs this one behaviour, and not holding a button to confirm.
        console.error(`not set up: ${selector}`, error);
      }
    }
  }
}

export function attach(selector, setup) {
  setups.push([selector, setup, new WeakSet()]);
}

export function start() {
  setUp(document);
  document.addEventListener("htmx:load", (event) => setUp(event.detail.elt));
}
