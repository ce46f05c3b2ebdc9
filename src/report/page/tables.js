// What is wrong, each with the command to try.
function showCauses(title, tag, causes) {
  if (causes.length === 0) return;
  element(at("causes"), "p", title);
  const list = element(at("causes"), tag);
  for (const cause of causes) {
    const line = element(list, "li", page.cause_texts[cause.code]);
    element(line, "code", cause.try);
  }
}

function showVerdict() {
  const verdict = page.run.verdict, causes = verdict?.causes ?? [], said = new Set(causes.map(cause => cause.code));
  at("verdict").textContent = page.verdict;
  if (verdict) at("verdict").className = verdict.better ? "good" : "bad";
  showCauses(say.causes, "ol", causes);
  showCauses(say.warnings, "ul", (page.run.warnings ?? []).filter(cause => !said.has(cause.code)));
}

function showHead() {
  document.documentElement.lang = page.language === "zh" ? "zh-CN" : page.language;
  document.title = `twotower: ${page.name}`;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say[node.dataset.text];
  at("run").textContent = `twotower · ${page.run.run}`;
  at("title").textContent = at("title").title = page.name;
  const data = page.run.data;
  at("facts").textContent = [counted(data.interactions, "interactions"), counted(data.users, "users"),
    counted(data.items, "items"), counted(page.run.epochs, "epochs"),
    fill(say.seconds, page.run.seconds.train.toFixed(0))].join(" · ");
  at("command").textContent = page.command;
  at("config").textContent = page.config;
  showVerdict();
}

// An empty table in a place that scrolls, by fingers and by keys.
function tableIn(parent, label, columns) {
  const box = element(parent, "div", "", {class: "wide", tabindex: 0, role: "region", "aria-label": label});
  const table = element(box, "table"), head = element(element(table, "thead"), "tr");
  element(head, "td");
  for (const column of columns) element(head, "th", column, {scope: "col"});
  return element(table, "tbody");
}

function rowIn(body, name) {
  const row = element(body, "tr", "", {class: name === "two_towers" ? "ours" : ""});
  element(row, "th", named(name), {scope: "row"});
  return row;
}

// Figures stand below each other whether they have an interval or not.
function figureCell(row, figure, attributes = {}) {
  const cell = element(row, "td", figure === undefined ? "–" : short(figure.value), attributes);
  const known = figure?.low !== undefined;
  element(cell, "small", known ? `±${short((figure.high - figure.low) / 2)}` : "");
}

function linesOf(report) {
  const lines = Object.entries(report.baselines), {coverage, lists_alike} = report;
  return report.metrics ? [...lines, ["two_towers", {...report.metrics, coverage, lists_alike}]] : lines;
}

function showResults(report, label) {
  const lines = linesOf(report), metrics = Object.keys(report.metrics ?? {});
  const body = tableIn(at("table"), label, [...metrics, say.items_shown, say.lists_alike]);
  for (const [name, figures] of lines) {
    const row = rowIn(body, name);
    for (const metric of metrics) figureCell(row, figures[metric]);
    element(row, "td", percent(figures.coverage));
    element(row, "td", short(figures.lists_alike));
  }
  if (report.known_targets > 0) {
    const all = report.known_targets + report.targets;
    const text = fill(say.known_targets, number(report.known_targets), number(all));
    element(at("table"), "p", text, {class: "quiet"});
  }
}

function showTables() {
  showResults(page.run.test, say.table);
  for (const key of ["cold_items", "cold_items_alone"]) {
    if (!page.run[key]) continue;
    element(at("table"), "h3", say[key]);
    showResults(page.run[key], say[key]);
  }
  element(at("table"), "p", say.table_note, {class: "quiet"});
}

// The baseline that the verdict compares with.
const rival = page.run.verdict?.compared_with ?? "item_knn";

// The first metric stands beside the rival's, where that has been measured.
function showSlices() {
  const {slices, metrics, baselines} = page.run.test, [first, ...others] = Object.keys(metrics ?? {});
  if (first === undefined || Object.keys(slices).length === 0) return at("slices").remove();
  element(at("slices"), "p", say.slices_note, {class: "quiet"});
  const theirs = baselines[rival]?.slices;
  const body = tableIn(at("slices"), say.slices,
    [say.targets, first, ...(theirs ? [`${named(rival)}\n${first}`] : []), ...others]);
  for (const [name, figures] of Object.entries(slices)) {
    const row = rowIn(body, name);
    element(row, "td", number(figures.targets));
    figureCell(row, figures[first], {class: "ours"});
    if (theirs) figureCell(row, theirs[name]?.[first]);
    for (const metric of others) figureCell(row, figures[metric]);
  }
}

// A label stands once for the lines that share it.
function showChecks() {
  const list = element(at("checks"), "dl");
  let label = "";
  for (const check of page.checks) {
    if (check.label !== label) element(list, "dt", check.label);
    label = check.label;
    const line = element(list, "dd", "", {class: check.warning ? "warning" : ""});
    if (check.warning) element(line, "b", "! ");
    element(line, "span", check.text);
    if (check.aside) element(line, check.aside.startsWith("--") ? "code" : "i", check.aside);
    for (const note of check.notes) element(line, "small", note);
  }
}
