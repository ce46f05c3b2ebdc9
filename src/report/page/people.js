const TOOK_SHOWN = 6;

function listIn(parent, tag, title, entries, className = "") {
  const box = element(parent, "div", "", {class: className});
  element(box, "h4", title);
  if (entries.length === 0) return element(box, "span", say.nothing, {class: "quiet"});
  const list = element(box, tag);
  for (const entry of entries) {
    const line = element(list, "li");
    nameIn(line, entry.label, entry.hit ? "cut hit" : "cut");
    if (entry.reason) nameIn(element(line, "small"), fill(say.like, entry.reason));
  }
}

// "two towers: 2, 5", the places of what the user took.
function hitsText(name, entries) {
  const places = entries.flatMap((entry, i) => entry.hit ? [i + 1] : []);
  return fill(say.pair, named(name), places.length > 0 ? fill(say.place, places.join(say.comma)) : say.not_listed);
}

function tookIn(parent, took) {
  const line = element(parent, "p", fill(say.pair, say.took, ""), {class: "quiet cut"});
  took.slice(0, TOOK_SHOWN).forEach((label, i) => {
    if (i > 0) line.append(say.comma);
    nameIn(line, label, "");
  });
  if (took.length > TOOK_SHOWN) line.append(` ${fill(say.more, took.length - TOOK_SHOWN)}`);
}

function showPerson(person, lists, open) {
  const box = element(at("people"), "details", "", {class: "person"}), summary = element(box, "summary");
  box.open = open;
  nameIn(element(summary, "b"), person.id, "");
  element(summary, "span", lists.map(name => hitsText(name, person[name])).join(" · "), {class: "quiet"});
  tookIn(box, person.took);
  const columns = element(box, "div", "", {class: "lists"});
  listIn(columns, "ul", say.history, person.history.map(label => ({label})), "before");
  for (const name of lists) listIn(columns, "ol", named(name), person[name]);
}

// On a narrow screen the first is open, for the others one asks.
function showPeople() {
  if (page.people.length === 0) return at("people").remove();
  const lists = ["two_towers", rival].filter(name => page.people.some(person => person[name].length > 0));
  const wide = window.matchMedia("(min-width: 641px)").matches;
  page.people.forEach((person, i) => showPerson(person, lists, wide || i === 0));
}

showHead();
showTables();
showSlices();
showChecks();
showMap();
showTowers();
showCurves();
showExposure();
showPeople();
