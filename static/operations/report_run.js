// How far a report is: asked for once a second, more rarely when it takes long, until it is over.
(() => {
  "use strict";
  const progress = document.querySelector(".gp-report-progress");
  if (!progress) return;
  const bar = progress.querySelector(".gp-report-bar");
  const percent = progress.querySelector("[data-percent]");
  const words = progress.querySelector("[data-words]");
  let wait = 1000;

  const again = () => { window.setTimeout(look, wait); wait = Math.min(wait * 1.1, 5000); };

  async function look() {
    if (document.hidden) { again(); return; }
    try {
      const answer = await fetch(progress.dataset.url, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const found = await answer.json();
      if (found.is_over) { window.location.reload(); return; }
      bar.value = found.percent;
      percent.textContent = `${found.percent} %`;
      words.textContent = found.words;
    } catch {
      words.textContent = "No answer now; asking again.";
    }
    again();
  }
  look();
})();
