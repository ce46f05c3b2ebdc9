"use strict";
const TEXTS = {
  en: {table: "All items ranked for every test user", slices: "For whom it works", checks: "The data",
    table_note: "± is half of the 95 % interval. Lists alike: what the lists of two random users have in common.",
    map: "Items and users in one space",
    map_note: "The first two principal components of the item vectors. Near means alike to the model; small points are users.",
    curves: "Training", exposure: "Who gets shown",
    exposure_note: "Items from the most to the least frequent, a tenth each: their share of the training rows, and of all top-10 lists.",
    people: "Ten users", people_note: "Evenly from short to long histories. Green: what the user really took next.",
    again: "The same run again", config: "The complete config", items_shown: "items shown", alike: "lists alike",
    history: "before (newest first)", ours: "two towers", item_knn: "item-kNN", popularity: "popularity", random: "random",
    two_towers: "two towers", rows: "training rows", like: "like", loss: "loss", epoch: "epochs", users: "users", items: "items",
    interactions: "interactions", seconds: "s of training", nothing: "nothing", took: "took", other: "other", targets: "targets",
    causes: "Likely causes, most likely first, each with a command to try:",
    slice: {new_users: "new users", few_events: "1 to 4 events", some_events: "5 to 49 events", many_events: "50 events or more",
      new_items: "new items", rare_items: "rare items", popular_items: "popular items", warm_items: "warm items"}},
  zh: {table: "为每个测试用户对全部物品排序", slices: "对谁有效", checks: "数据",
    table_note: "± 是 95 % 置信区间的一半。列表相似：两个随机用户的列表共有的部分。",
    map: "物品与用户在同一空间", map_note: "物品向量的前两个主成分。距离近表示模型认为相似；小点是用户。",
    curves: "训练过程", exposure: "谁被展示",
    exposure_note: "物品按频次从高到低分十份：各份占训练数据的比例，以及占所有前十列表的比例。",
    people: "十个用户", people_note: "从短历史到长历史均匀选取。绿色：用户接下来真正选择的物品。",
    again: "重现这次训练", config: "完整配置", items_shown: "展示过的物品", alike: "列表相似",
    history: "历史（最新在前）", ours: "双塔", item_knn: "物品 kNN", popularity: "热门", random: "随机",
    two_towers: "双塔", rows: "训练数据", like: "类似", loss: "损失", epoch: "轮", users: "用户", items: "物品",
    interactions: "交互", seconds: "秒训练", nothing: "无", took: "选择了", other: "其他", targets: "目标",
    causes: "可能的原因（最可能的在前），每条附一个可以尝试的命令：",
    slice: {new_users: "新用户", few_events: "1 到 4 个事件", some_events: "5 到 49 个事件", many_events: "50 个以上事件",
      new_items: "新物品", rare_items: "冷门物品", popular_items: "热门物品", warm_items: "训练过的物品"}},
};
const page = JSON.parse(document.getElementById("data").textContent);
const say = TEXTS[page.language];
const at = id => document.getElementById(id);
const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const SVG = "http://www.w3.org/2000/svg";

function element(parent, tag, text, attributes = {}) {
  const child = parent.namespaceURI === SVG || tag === "svg" ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (text !== undefined && text !== "") child.textContent = text;
  for (const [name, value] of Object.entries(attributes)) child.setAttribute(name, value);
  parent.append(child);
  return child;
}
const short = value => value.toFixed(4).replace(/^0\./, ".");
const percent = share => `${Math.round(100 * share)} %`;

function figureCells(row, metrics, figures, withInterval) {
  for (const metric of metrics) {
    const figure = figures[metric];
    const cell = element(row, "td", short(figure.value));
    if (withInterval && figure.low !== undefined) element(cell, "small", ` ±${short((figure.high - figure.low) / 2)}`);
  }
}

// Why it is not better, then what is worth a warning and not said yet; each with the command to try.
function showCauses() {
  const causes = page.run.verdict?.causes ?? [], said = new Set(causes.map(cause => cause.code));
  const list = at("causes"), warnings = (page.run.warnings ?? []).filter(cause => !said.has(cause.code));
  if (causes.length) at("causes_note").textContent = say.causes;
  for (const cause of [...causes, ...warnings]) {
    const line = element(list, "li", cause.text);
    element(line, "code", cause.try);
  }
}

function showHead() {
  document.documentElement.lang = page.language;
  document.title = `twotower: ${page.name}`;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say[node.dataset.text];
  at("title").textContent = page.name;
  const verdict = page.run.verdict;
  if (verdict) {
    at("verdict").textContent = page.verdict;
    at("verdict").className = verdict.better_than_item_knn ? "good" : "bad";
  }
  showCauses();
  const data = page.run.data;
  at("facts").textContent = [`${data.interactions.toLocaleString()} ${say.interactions}`, `${data.users.toLocaleString()} ${say.users}`,
    `${data.items.toLocaleString()} ${say.items}`, `${page.run.epochs} ${say.epoch}`,
    `${page.run.seconds.train.toFixed(0)} ${say.seconds}`].join(" · ");
  for (const text of page.checks) element(at("checks"), "li", text);
  at("command").textContent = page.command;
  at("config").textContent = page.config;
}

function showTable() {
  const test = page.run.test, metrics = Object.keys(test.metrics);
  const table = element(at("table"), "table"), head = element(table, "tr");
  for (const text of ["", ...metrics, say.items_shown, say.alike]) element(head, "th", text);
  const lines = [...Object.entries(test.baselines), ["two_towers", {...test.metrics, coverage: test.coverage, lists_alike: test.lists_alike}]];
  for (const [name, figures] of lines) {
    const row = element(table, "tr", "", {class: name === "two_towers" ? "ours" : ""});
    element(row, "td", say[name] ?? name);
    figureCells(row, metrics, figures, true);
    element(row, "td", percent(figures.coverage));
    element(row, "td", short(figures.lists_alike));
  }
}

function showSlices() {
  const test = page.run.test, metrics = Object.keys(test.metrics);
  const table = element(at("slices"), "table"), head = element(table, "tr");
  for (const text of ["", ...metrics, say.targets]) element(head, "th", text);
  for (const [name, figures] of Object.entries(test.slices)) {
    const row = element(table, "tr");
    element(row, "td", say.slice[name] ?? name);
    figureCells(row, metrics, figures, true);
    element(row, "td", figures.targets.toLocaleString());
  }
}

const PALETTE = ["#2563eb", "#d97706", "#15803d", "#dc2626", "#7c3aed", "#0891b2", "#be185d", "#65a30d", "#a16207"];
// The most frequent groups have a colour each, all others share one.
function groupColors() {
  const counts = new Map();
  for (const item of page.map.items) counts.set(item.group, (counts.get(item.group) ?? 0) + 1);
  const names = [...counts.keys()].filter(name => name !== "").sort((a, b) => counts.get(b) - counts.get(a));
  return new Map(names.slice(0, PALETTE.length).map((name, i) => [name, PALETTE[i]]));
}

function showMap() {
  const canvas = at("map").querySelector("canvas"), colors = groupColors(), other = color("--popular");
  const points = [...page.map.users.map(p => ({...p, user: true})), ...page.map.items];
  const range = axis => { const all = points.map(p => p[axis]); return [Math.min(...all), Math.max(...all)]; };
  const [x0, x1] = range("x"), [y0, y1] = range("y"), margin = 12;
  const most = Math.max(1, ...page.map.items.map(p => p.count));
  const place = p => ({left: margin + (p.x - x0) / (x1 - x0 || 1) * (canvas.clientWidth - 2 * margin),
    top: margin + (p.y - y0) / (y1 - y0 || 1) * (canvas.clientHeight - 2 * margin)});
  const radius = p => p.user ? 1.5 : 3 + 5 * Math.sqrt(p.count / most);
  const draw = () => {
    const scale = window.devicePixelRatio || 1, pen = canvas.getContext("2d");
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    pen.scale(scale, scale);
    for (const p of points) {
      const {left, top} = place(p);
      pen.globalAlpha = p.user ? 0.35 : 0.8;
      pen.fillStyle = p.user ? color("--quiet") : colors.get(p.group) ?? other;
      pen.beginPath();
      pen.arc(left, top, radius(p), 0, 2 * Math.PI);
      pen.fill();
    }
  };
  canvas.addEventListener("pointermove", event => {
    const box = canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    let best = null, nearest = 14;
    for (const p of points) {
      const {left, top} = place(p), distance = Math.hypot(left - x, top - y) - (p.user ? 0 : 3);
      if (distance < nearest) [best, nearest] = [p, distance];
    }
    at("tip").hidden = best === null;
    if (best === null) return;
    at("tip").textContent = best.group ? `${best.label} (${best.group})` : best.label;
    at("tip").style.left = `${Math.min(x + 12, canvas.clientWidth - 160)}px`;
    at("tip").style.top = `${y + 12}px`;
  });
  canvas.addEventListener("pointerleave", () => { at("tip").hidden = true; });
  window.addEventListener("resize", draw);
  draw();
  for (const [name, value] of [...colors, ...(colors.size > 0 ? [[say.other, other]] : [])]) {
    const entry = element(at("legend"), "li");
    element(entry, "i", "", {style: `background:${value}`});
    entry.append(name);
  }
}

const WIDTH = 520, HEIGHT = 220, LEFT = 52, BOTTOM = 26;
function chart(parent, yMax, yMin, xLabels) {
  const svg = element(parent, "svg", "", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img"});
  const y = value => 10 + (yMax - value) / (yMax - yMin || 1) * (HEIGHT - BOTTOM - 10);
  for (let i = 0; i <= 4; ++i) {
    const value = yMin + (yMax - yMin) * i / 4;
    element(svg, "line", "", {x1: LEFT, x2: WIDTH, y1: y(value), y2: y(value), stroke: color("--line")});
    element(svg, "text", value.toPrecision(3), {x: LEFT - 6, y: y(value) + 4, "text-anchor": "end"});
  }
  for (const [x, text] of xLabels) element(svg, "text", text, {x, y: HEIGHT - 6, "text-anchor": "middle"});
  return {svg, y};
}

function showCurve(title, values, name) {
  const box = element(at("curves"), "div");
  element(box, "p", title, {class: "quiet"});
  const x = i => LEFT + (values.length > 1 ? i / (values.length - 1) : 0.5) * (WIDTH - LEFT - 10);
  const every = Math.ceil(values.length / 10);
  const labels = values.map((_, i) => [x(i), page.epochs[i].epoch]).filter((_, i) => i % every === 0);
  const {svg, y} = chart(box, Math.max(...values), Math.min(...values), labels);
  element(svg, "polyline", "", {points: values.map((v, i) => `${x(i)},${y(v)}`).join(" "), fill: "none", stroke: color(name), "stroke-width": 2});
  values.forEach((v, i) => element(svg, "circle", "", {cx: x(i), cy: y(v), r: 2.5, fill: color(name)}));
}

function showCurves() {
  showCurve(say.loss, page.epochs.map(e => e.loss), "--knn");
  if (page.epochs.every(e => e.metric !== undefined)) showCurve(page.epoch_metric, page.epochs.map(e => e.metric), "--ours");
}

function showExposure() {
  const series = [["rows", "--quiet"], ["popularity", "--popular"], ["item_knn", "--knn"], ["two_towers", "--ours"]]
    .filter(([name]) => page.exposure[name]);
  const shares = series.map(([name]) => page.exposure[name]), count = shares[0].length;
  const step = (WIDTH - LEFT) / count, bar = step * 0.8 / series.length;
  const labels = shares[0].map((_, i) => [LEFT + step * (i + 0.5), i + 1]);
  const {svg, y} = chart(at("exposure"), Math.max(...shares.flat()), 0, labels);
  series.forEach(([, name], s) => shares[s].forEach((share, i) => element(svg, "rect", "",
    {x: LEFT + step * i + step * 0.1 + bar * s, width: bar, y: y(share), height: Math.max(0, y(0) - y(share)), fill: color(name)})));
  const legend = element(at("exposure"), "ul", "", {class: "legend"});
  for (const [name, variable] of series) {
    const entry = element(legend, "li");
    element(entry, "i", "", {style: `background:${color(variable)}`});
    entry.append(say[name]);
  }
}

function showList(parent, tag, title, entries) {
  const box = element(parent, "div");
  element(box, "h4", title);
  const list = element(box, tag);
  for (const entry of entries) {
    const line = element(list, "li", entry.label, {class: entry.hit ? "hit" : ""});
    if (entry.reason) element(line, "small", `${say.like} ${entry.reason}`);
  }
  if (entries.length === 0) element(box, "span", say.nothing);
}

function showPeople() {
  for (const person of page.people) {
    const box = element(at("people"), "div", "", {class: "person"});
    element(box, "h3", `${person.id}`);
    element(box, "p", `${say.took}: ${person.took.join(", ")}`, {class: "quiet"});
    const lists = element(box, "div", "", {class: "lists"});
    showList(lists, "ul", say.history, person.history.map(label => ({label})));
    showList(lists, "ol", say.ours, person.ours);
    showList(lists, "ol", say.item_knn, person.item_knn);
  }
}

showHead();
showTable();
showSlices();
showMap();
showCurves();
showExposure();
showPeople();
