// The till: a short tone when a charge is paid, which can be switched off, and a word when the connection is lost.

const MUTED = "gopay-till-muted";
const isMuted = () => localStorage.getItem(MUTED) === "1";

let audio = null;
let told = document.querySelector("[data-till-state]")?.dataset.tillState;

// Browsers give sound to those who have touched the page only.
function wake() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().catch(() => undefined);
}

// Two notes upwards: paid. One low note: it came to nothing.
function tone(frequencies) {
  if (isMuted()) return;
  wake();
  frequencies.forEach((frequency, place) => {
    const [voice, volume] = [audio.createOscillator(), audio.createGain()];
    const begin = audio.currentTime + place * 0.14;
    voice.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, begin);
    volume.gain.exponentialRampToValueAtTime(0.25, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.22);
    voice.connect(volume).connect(audio.destination);
    voice.start(begin);
    voice.stop(begin + 0.24);
  });
}

function tell() {
  const state = document.querySelector("[data-till-state]")?.dataset.tillState;
  if (!state || state === told) return;
  told = state;
  if (state === "PAID") {
    navigator.vibrate?.([60, 60, 120]);
    tone([880, 1320]);
  } else if (state !== "OPEN") tone([220]);
}

function showLost(isLost) {
  for (const line of document.querySelectorAll("[data-till-lost]")) line.hidden = !isLost;
}

for (const button of document.querySelectorAll("[data-till-mute]")) {
  const show = () => {
    button.setAttribute("aria-pressed", String(isMuted()));
    button.querySelector("[data-till-on]").hidden = isMuted();
    button.querySelector("[data-till-off]").hidden = !isMuted();
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(MUTED, isMuted() ? "0" : "1");
    show();
    if (!isMuted()) tone([880]);
  });
  show();
}

addEventListener("pointerdown", wake, { once: true });
addEventListener("keydown", wake, { once: true });
document.addEventListener("htmx:sendError", () => showLost(true));
document.addEventListener("htmx:timeout", () => showLost(true));
document.addEventListener("htmx:responseError", () => showLost(true));
document.addEventListener("htmx:beforeOnLoad", (event) => showLost(event.detail.xhr.status >= 500));
document.addEventListener("htmx:afterSettle", tell);
addEventListener("offline", () => showLost(true));
// What was taken by the customer's own code is paid when the page opens.
if (told === "PAID" && document.referrer.includes("/take/")) {
  told = "";
  tell();
}
