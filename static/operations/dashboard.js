/* The charts' letters and lines follow the theme: Chart.js paints them once, in one grey for both. */
window.addEventListener("load", () => {
  const root = document.documentElement;
  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();

  const dress = () => {
    const isDark = root.classList.contains("dark");
    const ink = colour(isDark ? "--color-base-300" : "--color-base-600");
    const line = colour(isDark ? "--color-base-700" : "--color-base-200");
    for (const canvas of document.querySelectorAll("canvas.chart")) {
      const chart = Chart.getChart(canvas);
      if (!chart) continue;
      chart.options.plugins.legend.labels.color = ink;
      for (const scale of Object.values(chart.options.scales)) {
        scale.ticks.color = ink;
        scale.grid.color = line;
      }
      chart.update("none");
    }
  };

  // Unfold draws its charts in a listener of its own, which comes after this one.
  setTimeout(dress);
  new MutationObserver(dress).observe(root, { attributes: true, attributeFilter: ["class"] });
});
