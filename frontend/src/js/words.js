// What the scripts say, in the language of the page (ui/base.html), and how they say it aloud.

const words = document.getElementById("ui-words")?.dataset ?? {};

export function word(name, values = {}) {
  return (words[name] ?? "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function say(text) {
  const said = document.getElementById("said");
  if (!said) return;
  // A text that was there already is said again only when it changes.
  said.textContent = "";
  setTimeout(() => (said.textContent = text), 50);
}
