const GROUPS = 9, LABELS = 10, MARGIN = 14, GAP = 6;

// The most frequent groups have a colour each, all others share one. Without groups all items have the first.
function groupColors(items) {
  const counts = new Map();
  for (const item of items) counts.set(item.group, (counts.get(item.group) ?? 0) + 1);
  counts.delete("");
  const names = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  return new Map(names.slice(0, GROUPS).map((name, i) => [name, `--group-${i + 1}`]));
}

const rangeOf = values => [Math.min(...values), Math.max(...values)];

// Where points lie on a canvas of a size.
function placer(points, width, height) {
  const [x0, x1] = rangeOf(points.map(p => p.x)), [y0, y1] = rangeOf(points.map(p => p.y));
  const share = (value, low, high) => high > low ? (value - low) / (high - low) : 0.5;
  return p => ({left: MARGIN + share(p.x, x0, x1) * (width - 2 * MARGIN),
    top: MARGIN + share(p.y, y0, y1) * (height - 2 * MARGIN)});
}

// `text`, or as much of its beginning as is `width` wide.
function cutText(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  const letters = [...text].slice(0, 60);
  while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const covers = (box, spot) => spot.left > box.left - spot.radius && spot.left < box.right + spot.radius
  && spot.top > box.top - spot.radius && spot.top < box.bottom + spot.radius;
const DIRECTIONS = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]];

// Boxes for a label around its point, the nearest first.
function boxesAround(spot, width, height) {
  const boxes = [];
  for (let away = spot.radius + 2; away < 100; away += 8) {
    for (const [across, down] of DIRECTIONS) {
      const x = spot.left + across * away, y = spot.top + down * (away + (across ? 0 : height / 2));
      const left = across > 0 ? x : across < 0 ? x - width : x - width / 2;
      boxes.push({left, right: left + width, top: y - height / 2, bottom: y + height / 2, away});
    }
  }
  return boxes;
}

// What a label hides: `named` points are those that have labels, the first of `spots`.
function costOf(box, spots, named) {
  const hidden = spots.slice(0, named).filter(spot => covers(box, spot)).length;
  return box.away / 6 + 6 * hidden + 2 * spots.filter(spot => covers(box, spot)).length;
}

// The box that is near and hides little; undefined where every one is taken.
function bestBox(boxes, taken, canvas, cost) {
  let best, least = Infinity;
  for (const box of boxes) {
    const inside = box.left > 0 && box.top > 0 && box.right < canvas.clientWidth && box.bottom < canvas.clientHeight;
    if (!inside || taken.some(other => overlap(box, other)) || cost(box) >= least) continue;
    [best, least] = [box, cost(box)];
  }
  return best;
}

// {spot, text, box} of the most frequent items; no two overlap.
function placeLabels(pen, canvas, spots) {
  const labels = [], widest = Math.min(180, canvas.clientWidth * 0.3), named = Math.min(LABELS, spots.length);
  for (const spot of spots.slice(0, named)) {
    const text = cutText(pen, spot.label, widest), boxes = boxesAround(spot, pen.measureText(text).width + GAP, 15);
    const box = bestBox(boxes, labels.map(label => label.box), canvas, box => costOf(box, spots, named));
    if (box !== undefined) labels.push({spot, text, box});
  }
  return labels;
}

// A line from a point to a label that is not beside it.
function drawLeader(pen, {spot, box}) {
  const x = Math.min(Math.max(spot.left, box.left), box.right), y = Math.min(Math.max(spot.top, box.top), box.bottom);
  if (Math.hypot(x - spot.left, y - spot.top) < spot.radius + 5) return;
  pen.beginPath();
  pen.moveTo(spot.left, spot.top);
  pen.lineTo(x, y);
  pen.stroke();
}

function drawLabels(pen, canvas, spots) {
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  const labels = placeLabels(pen, canvas, spots);
  pen.strokeStyle = color("--quiet");
  for (const label of labels) drawLeader(pen, label);
  pen.lineWidth = 3;
  pen.strokeStyle = color("--paper");
  pen.fillStyle = color("--ink");
  for (const {text, box} of labels) {
    pen.strokeText(text, box.left + GAP / 2, (box.top + box.bottom) / 2);
    pen.fillText(text, box.left + GAP / 2, (box.top + box.bottom) / 2);
  }
}

function sharpPen(canvas) {
  const scale = window.devicePixelRatio || 1, pen = canvas.getContext("2d");
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  pen.scale(scale, scale);
  return pen;
}

// Draws users, then items, then names; gives where the points are, users after items.
function drawMap(canvas, colors) {
  const {items, users} = page.map, most = Math.max(1, ...items.map(p => p.count));
  const place = placer([...items, ...users], canvas.clientWidth, canvas.clientHeight);
  const itemSpots = items.map(p => ({...p, ...place(p), radius: 3 + 5 * Math.sqrt(p.count / most),
    color: colors.size === 0 ? "--group-1" : colors.get(p.group) ?? "--other"}));
  const userSpots = users.map(p => ({...p, ...place(p), radius: 1.5, color: "--quiet"}));
  const pen = sharpPen(canvas);
  for (const [spots, alpha] of [[userSpots, 0.45], [itemSpots, 0.8]]) {
    pen.globalAlpha = alpha;
    for (const spot of spots) {
      pen.fillStyle = color(spot.color);
      pen.beginPath();
      pen.arc(spot.left, spot.top, spot.radius, 0, 2 * Math.PI);
      pen.fill();
    }
  }
  pen.globalAlpha = 1;
  drawLabels(pen, canvas, itemSpots);
  return [...itemSpots, ...userSpots];
}

function nearestSpot(spots, x, y) {
  let best = null, nearest = 14;
  for (const spot of spots) {
    const distance = Math.hypot(spot.left - x, spot.top - y) - spot.radius;
    if (distance < nearest) [best, nearest] = [spot, distance];
  }
  return best;
}

function showTip(canvas, spot) {
  const tip = at("tip");
  tip.hidden = spot === null;
  if (spot === null) return;
  tip.textContent = spot.group ? `${spot.label} (${spot.group})` : spot.label;
  tip.style.left = `${Math.max(0, Math.min(spot.left + 12, canvas.clientWidth - tip.offsetWidth))}px`;
  tip.style.top = `${spot.top + 12}px`;
}

function mapLegend(colors) {
  const entries = [...colors], {items, users} = page.map;
  if (colors.size > 0 && items.some(item => !colors.has(item.group))) entries.push([say.other, "--other"]);
  if (users.length > 0) entries.push([say.user_points, "--quiet", "small"]);
  fillLegend(at("map").querySelector(".legend"), entries);
}

function showMap() {
  const canvas = at("map").querySelector("canvas"), colors = groupColors(page.map.items);
  const names = page.map.items.slice(0, LABELS).map(p => p.label).join(say.comma);
  canvas.setAttribute("aria-label", fill(say.pair, say.map, names));
  let spots = [];
  const draw = () => { spots = drawMap(canvas, colors); };
  const point = event => {
    const box = canvas.getBoundingClientRect();
    showTip(canvas, nearestSpot(spots, event.clientX - box.left, event.clientY - box.top));
  };
  canvas.addEventListener("pointermove", point);
  canvas.addEventListener("pointerdown", point);
  canvas.addEventListener("pointerleave", () => showTip(canvas, null));
  window.addEventListener("resize", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
  mapLegend(colors);
}
