// The page of a payment to a merchant, while somebody looks at it: asks once a second what has become of it, and shows
// the page anew when that has changed. Without this script the browser loads the page again by itself.

const [SOON, LATER, PATIENT_FOR, BACK_AFTER, ANSWER_WITHIN] = [1000, 5000, 15 * 60 * 1000, 3000, 20_000];
const opened = performance.now();
let [begun, looking, ticking, lost] = [0, 0, 0, false];

const pay = () => document.getElementById("pay");

// The line below the code says in one of its two ways that the page waits.
function tell() {
  const line = document.getElementById("waiting");
  const text = lost ? line?.dataset.lost : line?.dataset.waiting;
  if (line && line.textContent !== text) line.textContent = text;
}

function tick() {
  const left = document.getElementById("left");
  if (!left) return;
  // By the server's clock: the visitor's may be wrong.
  const seconds = Math.max(0, Math.ceil(Number(left.dataset.seconds) - (performance.now() - begun) / 1000));
  left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  left.toggleAttribute("data-late", seconds <= 60);
  if (seconds === 0) clearInterval(ticking);
}

function begin() {
  begun = performance.now();
  clearInterval(ticking);
  tick();
  ticking = setInterval(tick, 250);
  const { back } = pay().dataset;
  if (back && /^https?:\/\//.test(back)) setTimeout(() => location.assign(back), BACK_AFTER);
}

// A question without an answer ends, or nothing would be asked any more.
function ask(address) {
  return fetch(address, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(ANSWER_WITHIN) });
}

async function show() {
  const answer = await ask(pay().dataset.page);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("pay");
  if (!fresh) return;
  pay().replaceWith(document.adoptNode(fresh));
  document.title = page.title;
  document.getElementById("said").textContent = fresh.dataset.said;
  begin();
}

async function look() {
  clearTimeout(looking);
  try {
    const answer = await ask(pay().dataset.look);
    if (answer.ok && (await answer.json()).state !== pay().dataset.state) await show();
    lost = false;
  } catch {
    lost = true;
  }
  tell();
  wait();
}

function wait() {
  if (pay().dataset.final || document.hidden) return;
  const isLate = performance.now() - opened > PATIENT_FOR;
  looking = setTimeout(look, isLate || lost ? LATER : SOON);
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !pay().dataset.final) look();
});
begin();
wait();
