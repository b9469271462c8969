// Draws ui/chart.html by uPlot, in the colours of the page, and again when those or the size change.

import uPlot from "uplot";

const dark = matchMedia("(prefers-color-scheme: dark)");

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { lines: [of("--accent"), of("--wait"), of("--quiet")], tints: [of("--accent-tint"), "", ""], edge: of("--edge"), text: of("--quiet") };
}

function draw(figure) {
  const source = document.getElementById(figure.dataset.chart);
  const box = figure.querySelector(".chart-box");
  const tip = figure.querySelector(".chart-tip");
  if (!source || !box || box.childElementCount) return;
  const data = JSON.parse(source.textContent);
  const language = document.documentElement.lang;
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  // The words under the chart are those of the table, so a figure there is written out exactly.
  const cells = [...figure.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent.trim()));
  let plot = null;

  function options() {
    const { lines, tints, edge, text } = colours();
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: text, font, ticks: { show: false }, grid: { stroke: edge, width: 1 } };
    // Two series stand side by side, left and right of their place; more than two would cover each other.
    const isPair = data.series.length === 2;
    const bars = (place) => uPlot.paths.bars({ size: isPair ? [0.36, 18] : [0.62, 36], radius: 0.25, align: isPair ? (place ? 1 : -1) : 0 });
    return {
      width: box.clientWidth,
      height: box.clientHeight,
      legend: { show: false },
      cursor: { y: false, points: { show: data.kind !== "bars" }, drag: { x: false, y: false } },
      scales: { x: { time: false, range: (_, low, high) => [low - 0.5, high + 0.5] }, y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] } },
      axes: [
        { ...axis, size: 28, grid: { show: false }, splits: () => ticks(data.labels.length), values: (_, at) => at.map((place) => data.labels[place] ?? "") },
        { ...axis, size: 52, values: (_, at) => at.map((value) => short.format(value)) },
      ],
      series: [
        {},
        ...data.series.map((series, place) => ({
          label: series.name,
          stroke: lines[place % lines.length],
          fill: data.kind === "bars" ? lines[place % lines.length] : tints[place % tints.length] || undefined,
          width: data.kind === "bars" ? 0 : 2,
          points: { show: false },
          ...(data.kind === "bars" && { paths: bars(place) }),
        })),
      ],
      hooks: { setCursor: [({ cursor }) => (tip.textContent = cursor.idx == null ? "" : (cells[cursor.idx] ?? []).join(" · "))] },
    };
  }

  // As many labels as fit beside each other.
  function ticks(count) {
    const room = Math.max(64, 16 + 7 * Math.max(...data.labels.map((label) => label.length)));
    const step = Math.max(1, Math.ceil(count / Math.max(2, Math.floor(box.clientWidth / room))));
    return Array.from({ length: Math.ceil(count / step) }, (_, place) => place * step);
  }

  function render() {
    plot?.destroy();
    const numbers = data.series.map((series) => series.values.map(Number));
    plot = new uPlot(options(), [data.labels.map((_, place) => place), ...numbers], box);
  }

  render();
  new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: box.clientHeight })).observe(box);
  dark.addEventListener("change", render);
}

const drawAll = (root) => root.querySelectorAll?.("[data-chart]").forEach(draw);
drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
