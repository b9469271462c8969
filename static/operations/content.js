// What has been typed so far, as people will read it. Without this script the page works all the same: the preview
// comes once the draft is kept.
(function () {
  "use strict";
  const PAUSE = 350;

  function begin(form, kind) {
    const place = document.createElement("section");
    place.className = "gp-section gp-live";
    place.setAttribute("aria-label", "Preview");
    place.setAttribute("aria-live", "polite");
    const heading = document.createElement("h2");
    heading.textContent = "As people will read it";
    const shown = document.createElement("div");
    shown.className = "gp-live-shown";
    place.append(heading, shown);
    form.after(place);

    let timer = 0;
    let asked = 0;
    async function look() {
      const mine = (asked += 1);
      try {
        const answer = await fetch(kind.url, {
          method: "POST",
          body: new URLSearchParams(new FormData(form)),
          headers: {"X-Requested-With": "XMLHttpRequest"},
        });
        const text = answer.ok ? await answer.text() : "";
        // What was typed meanwhile has its own answer.
        if (mine === asked && answer.ok) shown.innerHTML = text;
      } catch (error) {
        shown.textContent = "The preview cannot be had at the moment.";
      }
    }
    function soon() {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    look();
  }

  document.addEventListener("DOMContentLoaded", function () {
    const kinds = [
      {id: "templateversion_form", needs: "[name=body]", url: "/admin/notifications/templateversion/preview/"},
      {id: "announcement_form", needs: "[name=title_en]", url: "/admin/notifications/announcement/preview/"},
    ];
    for (const kind of kinds) {
      const form = document.getElementById(kind.id);
      if (form && form.querySelector(kind.needs)) begin(form, kind);
    }
  });
})();
