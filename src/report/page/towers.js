const COLUMNS_APART = 28, HEADING = 24, INPUT = 38, INPUT_GAP = 6, LAYER = 28, RISE = 26, MEETING = 34, CAPTION = 26;

const layersOf = tower => [...tower.hidden.map(width => fill(say.hidden_layer, number(width))),
  fill(say.vector, number(tower.dim))];
const sizeOf = input => `${input.kind} · ${number(input.width)}`;
const meetingText = () => fill(say.compared, page.towers.similarity, page.towers.temperature);
const sides = () => [[say.user_tower, page.towers.user], [say.item_tower, page.towers.item]];

// The drawing in words, for those who do not see it.
function towersText() {
  const told = ([name, tower]) => fill(say.pair, name, [
    tower.inputs.map(input => `${input.feature} ${sizeOf(input)}`).join(say.comma), ...layersOf(tower)].join(" → "));
  return [...sides().map(told), meetingText(), say.one_loss].join(". ");
}

// Inputs begin at the top of both towers, vectors end at one height.
function heightsOf() {
  const most = list => Math.max(...sides().map(([, tower]) => list(tower).length));
  const inputs = most(tower => tower.inputs) * (INPUT + INPUT_GAP) + INPUT_GAP;
  const vectors = HEADING + inputs + most(layersOf) * (RISE + LAYER);
  return {vectors, meeting: vectors + 2 * RISE, all: vectors + 2 * RISE + MEETING + CAPTION};
}

// Told whole when pointed at.
function boxIn(svg, className, [left, top, width, height], title) {
  const box = element(svg, "rect", "", {x: left, y: top, width, height, rx: 6, class: className});
  if (title) element(box, "title", title);
}

// Down from a point to another, with a head.
function arrowIn(svg, [x0, y0], [x1, y1]) {
  const middle = (y0 + y1) / 2;
  element(svg, "path", "", {d: `M ${x0} ${y0} C ${x0} ${middle} ${x1} ${middle} ${x1} ${y1 - 4}`});
  element(svg, "path", "", {d: `M ${x1 - 4} ${y1 - 7} L ${x1} ${y1 - 1} L ${x1 + 4} ${y1 - 7} Z`, class: "head"});
}

// A feature's name over its kind and width; gives the bottom of the frame around them.
function drawInputs(svg, pen, tower, left, width) {
  const bottom = HEADING + tower.inputs.length * (INPUT + INPUT_GAP) + INPUT_GAP, inside = width - 2 * INPUT_GAP;
  boxIn(svg, "frame", [left, HEADING, width, bottom - HEADING]);
  tower.inputs.forEach((input, i) => {
    const top = HEADING + INPUT_GAP + i * (INPUT + INPUT_GAP), x = left + INPUT_GAP + 8;
    boxIn(svg, "input", [left + INPUT_GAP, top, inside, INPUT], `${input.feature} · ${sizeOf(input)}`);
    element(svg, "text", cutText(pen, input.feature, inside - 16), {x, y: top + 16, class: "name"});
    element(svg, "text", sizeOf(input), {x, y: top + 31, class: "size"});
  });
  return bottom;
}

// Layers are wider the more numbers they have; they begin below `from`, and the vector ends at `to`.
function drawLayers(svg, pen, tower, [left, width], from, to) {
  const texts = layersOf(tower), widths = [...tower.hidden, tower.dim], middle = left + width / 2;
  const most = Math.log2(1 + Math.max(...sides().flatMap(([, side]) => [...side.hidden, side.dim])));
  let bottom = from;
  texts.forEach((text, i) => {
    const top = to - (texts.length - i) * (LAYER + RISE) + RISE, isVector = i === texts.length - 1;
    const share = 0.9 * Math.log2(1 + widths[i]) / most;
    const wide = Math.min(width, Math.max(width * share, pen.measureText(text).width + 20));
    arrowIn(svg, [middle, bottom], [middle, top]);
    boxIn(svg, isVector ? "vector" : "layer", [middle - wide / 2, top, wide, LAYER]);
    element(svg, "text", text, {x: middle, y: top + 18, "text-anchor": "middle", class: isVector ? "ours" : "name"});
    bottom = top + LAYER;
  });
}

function drawMeeting(svg, pen, width, centers, {vectors, meeting}) {
  const text = meetingText(), box = Math.min(width, pen.measureText(text).width + 44), middle = width / 2;
  centers.forEach((center, i) => arrowIn(svg, [center, vectors], [middle + (i - 0.5) * 48, meeting]));
  boxIn(svg, "meeting", [middle - box / 2, meeting, box, MEETING]);
  element(svg, "text", text, {x: middle, y: meeting + 21, "text-anchor": "middle", class: "meets"});
  element(svg, "text", say.one_loss, {x: middle, y: meeting + MEETING + 18, "text-anchor": "middle"});
}

function drawTowers(svg, width, heights) {
  const column = (width - COLUMNS_APART) / 2, pen = document.createElement("canvas").getContext("2d");
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const lefts = [0, column + COLUMNS_APART];
  sides().forEach(([name, tower], i) => {
    element(svg, "text", name, {x: lefts[i] + column / 2, y: 14, "text-anchor": "middle", class: "heading"});
    const bottom = drawInputs(svg, pen, tower, lefts[i], column);
    drawLayers(svg, pen, tower, [lefts[i], column], bottom, heights.vectors);
  });
  drawMeeting(svg, pen, width, lefts.map(left => left + column / 2), heights);
}

function showTowers() {
  const heights = heightsOf();
  const svg = chartIn(at("towers"), fill(say.pair, say.towers, towersText()),
    (drawn, width) => drawTowers(drawn, width, heights));
  svg.style.height = `${heights.all}px`;
}
