// Pictures drawn as SVG from numbers; every mark has its numbers as text beside it.

/** Ranked bars as a list: each is a link with name, bar and number. rows: [{name, value, text, href, kind}] */
function bars(rows, about) {
  const most = Math.max(...rows.map((r) => r.value), 0) || 1;
  return h('ol', { class: 'bars', 'aria-label': about }, rows.map((r) => h('li', {}, h(r.href ? 'a' : 'span', { href: r.href, class: 'bar' },
    h('span', { class: 'bar-name', title: r.name }, r.name), h('span', { class: 'bar-line', 'aria-hidden': 'true' }, h('span', { class: `bar-fill ${r.kind || ''}`, vars: { '--part': `${Math.max(0.5, (100 * r.value) / most)}%` } })), h('span', { class: 'bar-value' }, r.text || number(r.value))))));
}

/** One bar cut in parts, with its legend. parts: [{name, value, kind, href}] */
function stacked(parts, about) {
  const sum = parts.reduce((n, p) => n + p.value, 0) || 1;
  return h('div', { class: 'stack' },
    h('div', { class: 'stack-line', role: 'img', 'aria-label': `${about}: ${parts.map((p) => `${p.name} ${p.value}`).join(', ')}` }, parts.filter((p) => p.value).map((p) => h('span', { class: `stack-part ${p.kind}`, vars: { '--part': `${(100 * p.value) / sum}%` } }))),
    h('ul', { class: 'legend' }, parts.map((p) => h('li', {}, h('span', { class: `swatch ${p.kind}` }), h(p.href ? 'a' : 'span', { href: p.href }, p.name), ' ', h('b', {}, number(p.value))))));
}

const DAY = 86400000;
/** Height of a lane of the timeline before its dots become flat. */
const LANE = 140;
const dayOf = (iso) => Date.parse(iso + 'T00:00:00Z') / DAY;

/** First and last day of the axis and its ticks. */
function timeAxis(from, to, width) {
  const years = Math.max(1 / 12, (to - from) / 365.25);
  const step = years > 40 ? 120 : years > 12 ? 60 : years > 5 ? 12 : years > 2.5 ? 6 : years > 1.2 ? 3 : 1;
  const first = new Date(from * DAY);
  const ticks = [];
  let month = first.getUTCFullYear() * 12 + Math.ceil(first.getUTCMonth() / step) * step;
  for (; ticks.length < 60; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day > to) break;
    if (day >= from) ticks.push([day, month % 12 === 0 ? String(month / 12) : `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`]);
  }
  const scale = (day) => ((day - from) / Math.max(1, to - from)) * width;
  return { ticks, scale };
}

/** Events by type (lanes) and day; dots that would cover each other are stacked, and flat where there are many. */
function timeline(rows, types, href) {
  const dated = rows.filter((r) => r.date_from || r.date_to).map((r) => ({ row: r, from: dayOf(r.date_from || r.date_to), to: dayOf(r.date_to || r.date_from) }));
  if (!dated.length) return h('p', { class: 'empty' }, t('no_values'));
  const [left, width, dot] = [96, 1000, 11];
  const low = Math.min(...dated.map((d) => d.from)) - 15;
  const high = Math.max(...dated.map((d) => d.to)) + 15;
  const { ticks, scale } = timeAxis(low, high, width);
  const lanes = types.filter((type) => dated.some((d) => d.row.type === type));
  const marks = [];
  let y = 14;
  const laneLines = lanes.map((type) => {
    const ends = [];
    const placed = [];
    for (const d of dated.filter((e) => e.row.type === type).sort((a, b) => a.from - b.from || a.to - b.to)) {
      const x = left + scale(d.from);
      const wide = Math.max(dot, scale(d.to) - scale(d.from));
      let level = ends.findIndex((end) => end + 3 <= x);
      if (level < 0) level = ends.length;
      ends[level] = x + wide;
      placed.push({ d, x, wide, level });
    }
    const pitch = Math.min(dot + 3, Math.max(2, LANE / ends.length));
    for (const p of placed) marks.push({ ...p, y: y + p.level * pitch + 2, high: Math.max(1.5, pitch - Math.min(3, pitch / 4)) });
    const line = { type, y };
    y += ends.length * pitch + 12;
    return line;
  });
  const title = (r) => `${periodText(r.date_from, r.date_to)} ${r.place || ''} ${firstLine(r.text)}`;
  return h('div', { class: 'scroll' }, s('svg', { class: 'timeline', viewBox: `0 0 ${left + width + 24} ${y + 26}`, role: 'group', 'aria-label': t('timeline') },
    ticks.map(([day, text]) => [s('line', { class: 'tick', x1: left + scale(day), x2: left + scale(day), y1: 8, y2: y }), s('text', { class: 'axis', x: left + scale(day), y: y + 17, 'text-anchor': 'middle' }, text)]),
    laneLines.map((l, i) => [i ? s('line', { class: 'lane', x1: 0, x2: left + width, y1: l.y - 4, y2: l.y - 4 }) : null, s('text', { class: 'lane-name', x: 0, y: l.y + 13 }, word('type', l.type))]),
    marks.map((m) => s('a', { href: href(m.d.row), 'aria-label': title(m.d.row) },
      s('rect', { class: `event-mark type-${m.d.row.type}`, x: m.x, y: m.y, width: m.wide, height: m.high, rx: m.high / 2 }, s('title', {}, title(m.d.row)))))));
}

const firstLine = (text) => { const line = (text || '').trim().split(/[\n。]/)[0].replace(/^[■★◆●▲\s　]+/, ''); return line.length > 60 ? line.slice(0, 60) + '…' : line; };

/** Provinces as tiles, darker with a higher count. counts: Map of two digits; href(two) or null. */
function tileMap(counts, href, chosen) {
  const most = Math.max(...counts.values(), 1);
  const side = 62;
  const tiles = Object.entries(LABELS.provinces).map(([two, p]) => {
    const n = counts.get(two) || 0;
    const level = n ? Math.max(1, Math.ceil((5 * n) / most)) : 0;
    const name = language === 'en' ? p.short || p.en : p.zh;
    const size = language === 'en' ? Math.min(13, 86 / name.length) : 14;
    const inside = [
      s('rect', { class: `tile level-${level} ${chosen === two ? 'chosen' : ''}`, x: p.x * side, y: p.y * side, width: side - 4, height: side - 4, rx: 6 }),
      s('text', { class: `tile-name on-${level}`, vars: { '--size': `${size}px` }, x: p.x * side + side / 2 - 2, y: p.y * side + 26, 'text-anchor': 'middle' }, name),
      s('text', { class: `tile-count on-${level}`, x: p.x * side + side / 2 - 2, y: p.y * side + 45, 'text-anchor': 'middle' }, n ? number(n) : ''),
    ];
    return n ? s('a', { href: href(two), 'aria-label': `${p[language]} ${n}` }, inside) : s('g', { 'aria-hidden': 'true' }, inside);
  });
  return s('svg', { class: 'tiles', viewBox: `-2 -2 ${9 * side + 2} ${8 * side + 2}`, role: 'group', 'aria-label': t('by_province') }, tiles);
}

/** Target against baseline and latest value on one scale. */
function bullet(row) {
  const width = 220;
  const actual = row.last_low ?? row.baseline ?? null;
  const most = Math.max(row.target_high, row.last_high ?? row.last_low ?? 0, row.baseline ?? 0, 0) * 1.12 || 1;
  const x = (v) => Math.max(0, (v / most) * width);
  const about = [`${t('target')} ${number(row.target_low)}`, row.baseline !== undefined && row.baseline !== null && `${t('baseline')} ${number(row.baseline)}`, row.last_low !== undefined && row.last_low !== null && `${t('latest')} ${number(row.last_low)}`].filter(Boolean).join(', ');
  return s('svg', { class: 'bullet', viewBox: `0 0 ${width} 22`, role: 'img', 'aria-label': about },
    s('rect', { class: 'track', x: 0, y: 5, width, height: 12, rx: 3 }),
    row.target_high !== row.target_low ? s('rect', { class: 'target-range', x: x(row.target_low), y: 2, width: x(row.target_high) - x(row.target_low), height: 18 }) : null,
    actual !== null ? s('rect', { class: row.last_low !== undefined && row.last_low !== null ? (row.reached ? 'latest reached' : 'latest') : 'base', x: 0, y: 7, width: Math.max(1.5, x(actual)), height: 8, rx: 2 }) : null,
    row.baseline !== undefined && row.baseline !== null ? s('line', { class: 'base-tick', x1: x(row.baseline), x2: x(row.baseline), y1: 5, y2: 17 }) : null,
    s('line', { class: 'target-tick', x1: x(row.target_low), x2: x(row.target_low), y1: 1, y2: 21 }),
    s('title', {}, about));
}
