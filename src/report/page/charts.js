const HEIGHT = 220, LEFT = 48, RIGHT = 12, TOP = 10, BOTTOM = 26;

// Draws a chart at the width of its place, again whenever that changes, so that its text keeps its size.
function chartIn(parent, label, draw) {
  const svg = element(parent, "svg", "", {role: "img", "aria-label": label});
  new ResizeObserver(() => {
    svg.replaceChildren();
    draw(svg, svg.getBoundingClientRect().width);
  }).observe(svg);
  return svg;
}

// Round numbers from at most `low` to at least `high`.
function ticksOf(low, high) {
  const raw = (high - low || Math.abs(high) || 1) / 4, power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find(factor => factor * power >= raw) ?? 10);
  const first = Math.floor(low / step), last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({length: last - first + 1}, (_, i) => (first + i) * step);
}

// As many digits behind the point as all of them need.
function decimalsOf(ticks) {
  return Math.max(0, -Math.floor(Math.log10(ticks[1] - ticks[0]) + 1e-9));
}

// Lines across with their figures; gives the place of a value.
function scaleIn(svg, width, ticks, textOf) {
  const [low, high] = [ticks[0], ticks.at(-1)];
  const y = value => TOP + (high - value) / (high - low) * (HEIGHT - BOTTOM - TOP);
  for (const tick of ticks) {
    element(svg, "line", "", {x1: LEFT, x2: width, y1: y(tick), y2: y(tick)});
    element(svg, "text", textOf(tick), {x: LEFT - 8, y: y(tick) + 4, "text-anchor": "end"});
  }
  return y;
}

// Names below the chart, so many as have room.
function nameAcross(svg, title, x, names) {
  element(svg, "text", title, {x: LEFT - 8, y: HEIGHT - 6, "text-anchor": "end"});
  const every = Math.ceil(28 * names.length / Math.max(28, x(names.length - 1) - x(0) + 28));
  names.forEach((name, i) => {
    if (i % every === 0) element(svg, "text", name, {x: x(i), y: HEIGHT - 6, "text-anchor": "middle"});
  });
}

const MOST_DOTS = 50;
// A value an epoch; the epoch that was kept has a ring, and of so many that dots would touch it alone.
function drawCurve(svg, width, values, variable) {
  const x = i => LEFT + 10 + (values.length > 1 ? i / (values.length - 1) : 0.5) * (width - LEFT - RIGHT - 10);
  const ticks = ticksOf(...rangeOf(values)), decimals = decimalsOf(ticks);
  const y = scaleIn(svg, width, ticks, tick => tick.toFixed(decimals));
  const paint = `stroke: var(${variable})`;
  nameAcross(svg, say.epoch, x, page.epochs.map(e => e.epoch));
  element(svg, "polyline", "", {points: values.map((v, i) => `${x(i)},${y(v)}`).join(" "),
    style: `${paint}; fill: none; stroke-width: 2`});
  values.forEach((value, i) => {
    const kept = page.epochs[i].epoch === page.run.epochs;
    if (!kept && values.length > MOST_DOTS) return;
    const dot = element(svg, "circle", "", {cx: x(i), cy: y(value), r: kept ? 5 : 2.5,
      style: `${paint}; stroke-width: 2; fill: var(${kept ? "--paper" : variable})`});
    element(dot, "title", fill(say.epoch_value, page.epochs[i].epoch, short(value)));
  });
}

function showCurve(title, values, variable) {
  const box = element(at("curves").querySelector(".charts"), "div");
  const kept = page.epochs.findIndex(e => e.epoch === page.run.epochs);
  const text = kept < 0 ? title : fill(say.kept, title, page.run.epochs, short(values[kept]));
  element(box, "p", text, {class: "quiet"});
  chartIn(box, text, (svg, width) => drawCurve(svg, width, values, variable));
}

// One curve alone shares its row with the next section.
function showCurves() {
  const measured = page.epochs.every(e => e.metric !== undefined);
  showCurve(say.loss, page.epochs.map(e => e.loss), "--knn");
  if (measured) showCurve(page.epoch_metric, page.epochs.map(e => e.metric), "--ours");
  at("training").className = measured ? "" : "beside";
}

const SERIES = [["rows", "--rows"], ["popularity", "--popular"], ["user_popularity", "--own"], ["item_knn", "--knn"],
  ["two_towers", "--ours"]];

function drawBars(svg, width, series) {
  const count = series[0].shares.length, step = (width - LEFT) / count, bar = step * 0.8 / series.length;
  const y = scaleIn(svg, width, ticksOf(0, Math.max(...series.flatMap(line => line.shares))), percent);
  const x = i => LEFT + step * (i + 0.5);
  nameAcross(svg, say.tenth, x, series[0].shares.map((_, i) => i + 1));
  series.forEach(({name, shares, variable}, s) => shares.forEach((share, i) => {
    const rect = element(svg, "rect", "", {x: x(i) - step * 0.4 + bar * s, width: bar, y: y(share),
      height: Math.max(0, y(0) - y(share)), style: `fill: var(${variable})`});
    element(rect, "title", fill(say.pair, named(name), percent(share)));
  }));
}

function showExposure() {
  const series = SERIES.filter(([name]) => page.exposure[name])
    .map(([name, variable]) => ({name, variable, shares: page.exposure[name]}));
  if (series.length === 0) return at("exposure").remove();
  chartIn(at("exposure"), say.exposure, (svg, width) => drawBars(svg, width, series));
  const legend = element(at("exposure"), "ul", "", {class: "legend"});
  fillLegend(legend, series.map(line => [named(line.name), line.variable]));
}
