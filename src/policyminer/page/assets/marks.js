// The text of a document with its facts marked; marks that overlap are nested and split where they cross.

const MENTION_TYPES = ['university', 'school', 'region', 'agency', 'person'];

/** Layers in the order of the legend; `on` are shown at first. */
const LAYERS = [
  { key: 'indicators', on: true, title: () => tableTitle('indicators') },
  { key: 'quantities', on: true, title: () => tableTitle('quantities') },
  { key: 'dates', on: true, title: () => tableTitle('dates') },
  ...MENTION_TYPES.map((type) => ({ key: type, on: true, title: () => word('type', type) })),
  { key: 'citations', on: true, title: () => tableTitle('citations') },
  { key: 'events', on: true, title: () => tableTitle('events') },
  { key: 'checks', on: true, title: () => tableTitle('checks') },
  { key: 'removed', on: true, title: () => tableTitle('removed') },
  { key: 'partnerships', on: false, title: () => tableTitle('partnerships') },
  { key: 'instruments', on: false, title: () => tableTitle('instruments') },
  { key: 'derived', on: false, title: () => tableTitle('derived') },
];

const layerOf = (row) => (row.table === 'mentions' ? row.type : row.table);

/** Tables whose rows are facts of a document, in the order of the list beside the text. */
const FACT_TABLES = ['indicators', 'quantities', 'events', 'partnerships', 'checks', 'derived', 'instruments', 'citations', 'dates', 'mentions', 'removed'];

/** All facts of an open document in the order of the text. */
function factsOf(id, open) {
  const rows = FACT_TABLES.flatMap((name) => open.tables[name] || rowsOf(name, id));
  for (const row of rows) {
    const [start, end] = markedRange(row);
    Object.assign(row, { from: start, until: end });
  }
  return rows.filter((r) => r.from !== null && r.from < r.until && r.until <= open.text.length || r.table === 'removed')
    .sort((a, b) => (a.from ?? 0) - (b.from ?? 0) || b.until - a.until);
}

/** What is marked of a row: its range, the cue of an instrument, what is still in the text of a removed stretch. */
function markedRange(row) {
  if (row.table === 'instruments') return [row.cue_start, row.cue_end];
  if (row.table === 'removed') {
    const m = /^text\[(\d+):(\d+)\]$/.exec(row.locator || '');
    return m ? [Number(m[1]), Number(m[2])] : [null, null];
  }
  return [row.start ?? null, row.end ?? null];
}

const markClass = (row) => {
  const layer = layerOf(row);
  const more = layer === 'indicators' ? ` status-${row.status}` : layer === 'checks' ? ` verdict-${row.verdict}` : '';
  return `m m-${layer}${more}`;
};

/** A check that passed is listed but not marked. */
const isMarkable = (row) => row.from !== null && !(row.table === 'checks' && row.verdict === 'pass');
const isMarked = (row, layers) => isMarkable(row) && layers.has(layerOf(row));

/** Draws the text; gives back the element and where its text nodes stand. */
function drawText(open, facts, layers) {
  const pieces = [];
  const article = h('article', { class: 'doc-text', lang: 'zh', tabindex: '0', 'aria-label': t('text') });
  const marks = facts.map((row, index) => ({ row, index, start: row.from, end: row.until })).filter((m) => isMarked(m.row, layers));
  const kinds = lineKinds(open);
  let next = 0;
  let running = [];
  open.text.lines().forEach(([start, end], i) => {
    while (next < marks.length && marks[next].start < end) running.push(marks[next++]);
    running = running.filter((m) => m.end > start);
    const here = running.filter((m) => m.start < end);
    const within = here.some((m) => m.row.table === 'events') ? 'in-event' : '';
    const line = h('p', { class: `line ${kinds(start, end)} ${within}`, 'data-line': i + 1 });
    drawLine(line, open.text, start, end, here, pieces);
    article.append(line);
  });
  return { article, pieces };
}

function drawLine(line, text, start, end, marks, pieces) {
  const cuts = new Set([start, end]);
  for (const m of marks) { cuts.add(Math.max(start, m.start)); cuts.add(Math.min(end, m.end)); }
  const points = [...cuts].sort((a, b) => a - b);
  const opening = groupBy(marks, (m) => Math.max(start, m.start));
  let stack = [];
  const top = () => (stack.length ? stack[stack.length - 1].element : line);
  const push = (m, split) => {
    const element = h('span', { class: `${markClass(m.row)}${m.start < start || split ? '' : ' first'}`, 'data-mark': m.index });
    if (layerOf(m.row) === 'events' && m.start >= start && !split) element.dataset.badge = word('type', m.row.type);
    top().append(element);
    stack.push({ m, element });
  };
  points.forEach((point, i) => {
    const ending = stack.findIndex((s) => s.m.end <= point);
    if (ending >= 0) {
      const crossed = stack.slice(ending).filter((s) => s.m.end > point);
      stack = stack.slice(0, ending);
      crossed.forEach((c) => push(c.m, true));
    }
    (opening.get(point) || []).sort((a, b) => b.end - a.end).forEach((m) => push(m, false));
    if (i + 1 < points.length) drawCharacters(top(), text, point, points[i + 1], pieces);
  });
}

/** Characters; those that cannot be seen or turn the direction are named in a box. */
function drawCharacters(element, text, start, end, pieces) {
  const string = text.slice(start, end);
  let at = start;
  let unit = 0;
  const put = (node, size) => { element.append(node); pieces.push({ start: at, end: at + size, node: node.nodeType === 3 ? node : node.firstChild, whole: node.nodeType !== 3 }); at += size; };
  for (const m of string.matchAll(CONTROLS)) {
    const plain = string.slice(unit, m.index);
    if (plain) put(document.createTextNode(plain), [...plain].length);
    put(h('span', { class: 'control' }, codeName(m[0])), 1);
    unit = m.index + m[0].length;
  }
  const rest = string.slice(unit);
  if (rest) put(document.createTextNode(rest), text.units ? [...rest].length : rest.length);
}

/** Kind of a line by the outline: heading, boilerplate, imprint, note. */
function lineKinds(open) {
  const sections = open.tables.sections || [];
  const plain = sections.filter((s) => ['boilerplate', 'imprint', 'note'].includes(s.kind));
  const headings = sections.filter((s) => s.kind === 'heading' || s.kind === 'article');
  return (start, end) => {
    const quiet = plain.find((s) => s.start <= start && end <= s.end && end > start);
    if (quiet) return `line-${quiet.kind}`;
    const heading = headings.find((s) => s.start >= start && s.start < end);
    const alone = heading && heading.heading && (heading.heading.length + (heading.label || '').length + 3 >= end - heading.start);
    return alone ? `line-heading depth-${Math.min(3, heading.level)}` : '';
  };
}

/** A DOM range of characters [start, end), or null. */
function domRange(pieces, start, end) {
  const find = (point) => {
    let [low, high] = [0, pieces.length - 1];
    while (low < high) { const mid = (low + high) >> 1; if (pieces[mid].end <= point) low = mid + 1; else high = mid; }
    return pieces[low];
  };
  if (!pieces.length || end <= start) return null;
  const [a, b] = [find(start), find(end - 1)];
  const unit = (piece, point) => {
    if (piece.whole) return point > piece.start ? piece.node.length : 0;
    const inside = Math.max(0, Math.min(point - piece.start, piece.end - piece.start));
    const data = piece.node.data;
    return data.length === piece.end - piece.start ? inside : [...data].slice(0, inside).join('').length;
  };
  const range = document.createRange();
  range.setStart(a.node, unit(a, start));
  range.setEnd(b.node, unit(b, end));
  return range;
}
