"use strict";
const page = JSON.parse(document.getElementById("data").textContent);
const say = page.words;
const at = id => document.getElementById(id);
const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const SVG = "http://www.w3.org/2000/svg";

// Text goes in as text, never as markup.
function element(parent, tag, text, attributes = {}) {
  const drawn = tag === "svg" || parent.namespaceURI === SVG;
  const child = drawn ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (text !== undefined && text !== "") child.textContent = text;
  for (const [name, value] of Object.entries(attributes)) child.setAttribute(name, value);
  parent.append(child);
  return child;
}

const LONGEST_NAME = 80;
// A name from the data: in its own direction of writing, of two lines at most, whole when pointed at.
function nameIn(parent, name, className = "cut") {
  const letters = [...name];
  const text = letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join("")}…` : name;
  return element(parent, "bdi", text, {class: className, title: name});
}

const short = value => value.toFixed(4).replace(/^0\./, ".");
const percent = share => `${Math.round(100 * share)} %`;
// A sentence with its figures in place of %1, %2.
const fill = (sentence, ...figures) => sentence.replace(/%(\d)/g, (_, place) => figures[place - 1]);
const number = value => value.toLocaleString(page.language);
const named = key => say[key] ?? key.replaceAll("_", " ");
// A word of what can be counted has one form for 1 and one for the rest.
function counted(count, key) {
  const forms = say[key].split("|");
  return `${number(count)} ${forms[count === 1 ? 0 : forms.length - 1]}`;
}

// [name, CSS variable] of each entry.
function fillLegend(list, entries) {
  for (const [name, variable, mark = ""] of entries) {
    const entry = element(list, "li", "", {title: name});
    element(entry, "i", "", {style: `background: var(${variable})`, class: mark});
    element(entry, "bdi", name);
  }
}
