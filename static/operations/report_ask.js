// Days are asked for only where they are meant: when the period is from one day to another.
(() => {
  "use strict";
  for (const [name, fixed, days] of [["period", "dates", ["first", "last"]], ["at", "date", ["day"]]]) {
    const chosen = document.querySelector(`select[name="${name}"]`);
    if (!chosen) continue;
    const fields = days.map((day) => document.querySelector(`input[name="${day}"]`)).filter(Boolean);
    const look = () => {
      for (const field of fields) {
        const row = field.closest(".group");
        if (row) row.hidden = chosen.value !== fixed;
        if (chosen.value !== fixed) field.value = "";
      }
    };
    chosen.addEventListener("change", look);
    look();
  }
})();
