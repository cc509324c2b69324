// Views of one table each: indicators, events, regions, targets, checks.

const EVENT_TYPES = ['meeting', 'training', 'signing', 'visit', 'ceremony', 'activity'];
const VERDICT_ORDER = ['fail', 'warn', 'undecided', 'pass'];

/** A period that is cut between its days, not inside them. */
function periodCell(row) {
  const text = periodText(row.date_from, row.date_to);
  return text && text.split(' – ').map((day, i) => [i ? ' – ' : '', h('span', { class: 'day' }, day)]);
}

const documentCell = (row) => { const d = DOCS.get(row.doc_id); return [h('a', { href: docHref(row.doc_id), class: 'doc-link' }, docTitle(d)), h('small', { class: 'path' }, d.date_issued || t('undated'))]; };
const documentColumn = () => ({ key: 'doc', title: t('document'), kind: 'doc', sort: (r) => (DOCS.get(r.doc_id).date_issued || '') + docTitle(DOCS.get(r.doc_id)), cell: documentCell });
const documentFilter = () => ({ key: 'doc', title: t('document'), value: (r) => r.doc_id, label: (id) => { const d = DOCS.get(id); return d ? docTitle(d) : id; } });
const reviewFilter = () => ({ key: 'review', title: t('review'), value: (r) => reviewState(r) || 'unreviewed', label: t, order: ['unreviewed', 'right', 'wrong', 'corrected', 'withdrawn'] });
const plainColumn = (table, name, more) => ({ key: name, title: columnTitle(table, name), about: columnAbout(table, name), sort: (r) => r[name], cell: (r) => (r[name] === undefined || r[name] === null ? '' : fieldText(table, name, r[name])), ...more });

/** A sentence with the quote of its row set off; the quote as written may differ by a line end. */
function evidenceCell(row) {
  const sentence = row.evidence || '';
  const quote = row.text || '';
  const at = quote ? sentence.indexOf(quote) : -1;
  if (at < 0) return h('span', { class: 'sentence' }, sentence);
  const low = Math.max(0, at - 46);
  const high = Math.min(sentence.length, at + quote.length + 46);
  return h('span', { class: 'sentence' }, low ? '…' : '', sentence.slice(low, at), h('mark', {}, quote), sentence.slice(at + quote.length, high), high < sentence.length ? '…' : '');
}

function correctedValue(row) {
  const d = decisionOf(row);
  const v = d && d.decision === 'corrected' ? d.values : {};
  return Object.keys(v).length ? h('small', { class: 'corrected-to' }, '✎ ', Object.entries(v).map(([name, value]) => (name === 'code' || name === 'status' ? word('status', value) : String(value ?? '—'))).join('、')) : null;
}

function indicatorsView(params) {
  const names = new Map(T.indicators.map((r) => [r.code, indicatorName(r)]));
  const state = (r) => { const v = reviewState(r); return v ? h('span', { class: `badge review-${v}` }, t(v)) : null; };
  return grid({
    name: 'indicators', title: t('indicators'), rows: T.indicators, view: 'indicators', params, href: rowHref, reviewed: true,
    columns: [
      { key: 'code', title: columnTitle('indicators', 'indicator'), about: columnAbout('indicators', 'indicator'), kind: 'name', sort: indicatorName, cell: indicatorName },
      { key: 'subject', ...plainColumn('indicators', 'subject') },
      { key: 'value', title: t('value'), kind: 'num', sort: (r) => r.low, cell: (r) => [h('b', {}, valueOf(r)), correctedValue(r)] },
      { key: 'status', ...plainColumn('indicators', 'status'), cell: (r) => [badge('status', r.status), r.duplicate_of ? h('small', { class: 'path' }, t('repeats')) : null] },
      { key: 'period', title: t('period'), kind: 'date', sort: (r) => r.date_to || r.date_from, cell: (r) => periodCell(r) },
      { key: 'evidence', title: t('evidence'), kind: 'wide', cell: evidenceCell },
      documentColumn(),
      { key: 'review', title: t('review'), kind: 'review', cell: (r) => [reviewButtons(r), state(r)] },
    ],
    filters: [
      { key: 'code', title: columnTitle('indicators', 'indicator'), value: (r) => r.code, label: (c) => names.get(c) || c },
      { key: 'status', title: columnTitle('indicators', 'status'), value: (r) => r.status, label: (v) => word('status', v), order: STATUSES },
      { key: 'subject', title: columnTitle('indicators', 'subject'), value: (r) => r.subject },
      { key: 'province', title: t('province'), value: (r) => provinceOf(r.adcode), label: provinceName },
      { key: 'region', title: t('region'), value: (r) => r.adcode, label: regionName },
      { key: 'year', title: t('year'), value: yearOf, sorted: true },
      documentFilter(),
      { key: 'repeat', title: t('repeats'), value: (r) => (r.duplicate_of ? null : 'none'), label: () => t('without_repeats') },
      reviewFilter(),
    ],
    words: (r) => [r.indicator, r.code, r.subject, r.text, r.evidence, r.measure, r.university].join(' '),
    csv: csvOf('indicators', T.indicators),
  });
}

function eventsView(params) {
  const picture = h('div', { class: 'picture' });
  const table = grid({
    name: 'events', title: t('events'), rows: T.events, view: 'events', params: { sort: 'date.up', ...params }, href: rowHref, reviewed: true,
    columns: [
      { key: 'date', title: t('period'), kind: 'date', sort: (r) => r.date_from || r.date_to, cell: (r) => periodCell(r) || t('undated') },
      { key: 'type', ...plainColumn('events', 'type'), cell: (r) => h('span', { class: `badge type-${r.type}` }, word('type', r.type)) },
      { key: 'text', title: columnTitle('events', 'text'), kind: 'wide', cell: (r) => firstLine(r.text) },
      plainColumn('events', 'place'),
      { key: 'participants', title: columnTitle('events', 'participants'), cell: (r) => { const p = r.participants || []; return p.slice(0, 4).join('、') + (p.length > 4 ? ` +${p.length - 4}` : ''); } },
      plainColumn('events', 'attendance', { kind: 'num' }),
      documentColumn(),
      { key: 'review', title: t('review'), kind: 'review', cell: (r) => reviewButtons(r) },
    ],
    filters: [
      { key: 'type', title: columnTitle('events', 'type'), value: (r) => r.type, label: (v) => word('type', v) },
      { key: 'year', title: t('year'), value: (r) => (r.date_from || r.date_to || '').slice(0, 4) || null, sorted: true },
      { key: 'place', title: columnTitle('events', 'place'), value: (r) => r.place },
      { key: 'who', title: columnTitle('events', 'participants'), value: (r) => r.participants || [] },
      documentFilter(), reviewFilter(),
    ],
    words: (r) => [r.text, r.place, ...(r.participants || [])].join(' '),
    csv: csvOf('events', T.events),
    around: (rows) => picture.replaceChildren(timeline(rows, EVENT_TYPES, rowHref)),
  });
  return h('div', {}, card(t('timeline'), picture), table);
}

const COUNTED = {
  documents: (r) => r.region, indicators: (r) => r.adcode, events: (r) => r.adcode,
};

function regionsView(params) {
  const by = params.by || 'indicators';
  const counted = COUNTED[by];
  const rows = counted ? T[by] : T.indicators.filter((r) => r.code === by);
  const place = counted || ((r) => r.adcode);
  const inside = params.province ? rows.filter((r) => provinceOf(place(r)) === params.province) : rows;
  const measures = [...Object.keys(COUNTED).map((name) => [name, t('count_' + name)]), ...codeOptions()];
  const go = (more) => viewHref('regions', { ...params, ...more });
  const select = h('select', { 'data-filter': 'by', onchange: () => { location.hash = viewHref('regions', { ...params, by: select.value }); } }, measures.map(([v, name]) => h('option', { value: v, selected: v === by }, name)));
  const ranked = counted ? countedRegions(inside, place, by) : latestValues(inside);
  return h('div', {},
    h('div', { class: 'filters' }, h('label', {}, h('span', {}, t('measure')), select), params.province ? h('a', { class: 'chip', href: go({ province: null }) }, provinceName(params.province), ' ✕') : null),
    h('div', { class: 'two' },
      card(t('by_province'), tileMap(countBy(rows, (r) => provinceOf(place(r))), (two) => go({ province: params.province === two ? null : two }), params.province), h('p', { class: 'hint' }, t('tile_about'))),
      card(counted ? t('ranked') : t('latest_actual'), ranked.length ? bars(ranked.slice(0, 40), t('ranked')) : h('p', { class: 'empty' }, t('no_values')))));
}

function countedRegions(rows, place, by) {
  const link = { indicators: (code) => viewHref('indicators', { region: code }) }[by];
  return [...countBy(rows, place)].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([code, value]) => ({ name: regionName(code), value, href: link && link(code) }));
}

/** Of each subject and unit the latest actual value that is neither a part nor a repetition. */
function latestValues(rows) {
  const actual = rows.filter((r) => r.status === 'actual' && r.subject && reviewState(r) !== 'wrong' && !r.duplicate_of && !r.part_of && !r.change);
  const unit = [...countBy(actual, (r) => r.unit)].sort((a, b) => b[1] - a[1])[0];
  if (!unit) return [];
  const when = (r) => r.date_to || r.date_from || (DOCS.get(r.doc_id) || {}).date_issued || '';
  return [...groupBy(actual.filter((r) => r.unit === unit[0]), (r) => r.subject)]
    .map(([, group]) => group.sort((a, b) => compare(when(b), when(a)) || b.low - a.low)[0])
    .sort((a, b) => b.low - a.low)
    .map((r) => ({ name: r.subject, value: r.low, text: `${valueOf(r)} · ${when(r).slice(0, 4)}`, href: rowHref(r) }));
}

const outcome = (r) => (r.reached === true ? 'reached' : r.reached === false ? 'not_reached' : 'no_later_value');

function progressView(params) {
  const has = (v) => v !== null && v !== undefined;
  const order = (r) => (has(r.last_low) ? 0 : has(r.baseline) ? 1 : 2);
  const rows = [...T.progress].sort((a, b) => order(a) - order(b));
  return grid({
    name: 'progress', title: t('progress'), rows, view: 'progress', params,
    href: (r) => docHref(r.doc_id, 'indicators:' + (rowsOf('indicators', r.doc_id).find((i) => i.quantity_id === r.quantity_id) || {}).row),
    columns: [
      { key: 'indicator', title: columnTitle('progress', 'indicator'), kind: 'name', sort: indicatorName, cell: (r) => [indicatorName(r), r.measure ? h('small', { class: 'path' }, r.measure) : null] },
      plainColumn('progress', 'subject'),
      { key: 'bullet', title: t('comparison'), kind: 'bullet-cell', cell: bullet },
      { key: 'target', title: t('target'), kind: 'num', sort: (r) => r.target_low, cell: (r) => h('b', {}, valueText(r.target_low, r.target_high, r.target_bound, r.unit, r.per)) },
      { key: 'baseline', title: t('baseline'), kind: 'num', sort: (r) => r.baseline, cell: (r) => (has(r.baseline) ? [valueText(r.baseline, null, null, r.unit), h('small', { class: 'path' }, r.baseline_on)] : '—') },
      { key: 'latest', title: t('latest'), kind: 'num', sort: (r) => r.last_low, cell: (r) => (has(r.last_low) ? [valueText(r.last_low, r.last_high, null, r.unit), h('small', { class: 'path' }, r.last_on)] : '—') },
      { key: 'gap', title: columnTitle('progress', 'gap'), about: columnAbout('progress', 'gap'), kind: 'num', sort: (r) => r.gap, cell: (r) => (has(r.gap) ? number(r.gap) : '—') },
      { key: 'deadline', title: t('deadline'), kind: 'date', sort: (r) => r.deadline, cell: (r) => r.deadline && h('span', { class: 'day' }, r.deadline) },
      { key: 'outcome', title: t('reached_state'), sort: outcome, cell: (r) => h('span', { class: `badge outcome-${outcome(r)}` }, t(outcome(r))) },
      documentColumn(),
    ],
    filters: [
      { key: 'code', title: columnTitle('progress', 'indicator'), value: (r) => r.code, label: (c) => indicatorName(T.progress.find((r) => r.code === c) || { code: c }) },
      { key: 'subject', title: columnTitle('progress', 'subject'), value: (r) => r.subject },
      { key: 'outcome', title: t('reached_state'), value: outcome, label: t },
      { key: 'year', title: t('deadline'), value: (r) => (r.deadline || '').slice(0, 4) || null, sorted: true },
      documentFilter(),
    ],
    words: (r) => [r.indicator, r.code, r.subject, r.measure].join(' '),
    csv: csvOf('progress', T.progress),
  });
}

/** Both sides of a check; each leads to its characters when they are words of the document. */
function checkSide(row, side) {
  const [start, end] = [row[side + '_start'], row[side + '_end']];
  const text = (row.kind === 'metadata_missing' ? word('metadata', row[side]) : row[side]) || '—';
  return start === null || start === undefined ? text : h('a', { href: docHref(row.doc_id, `${start}-${end}`) }, text);
}

function checksView(params) {
  const rows = [...T.checks].sort((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict));
  return grid({
    name: 'checks', title: t('checks'), rows, view: 'checks', params, href: rowHref,
    columns: [
      { key: 'verdict', title: columnTitle('checks', 'verdict'), about: columnAbout('checks', 'verdict'), sort: (r) => VERDICT_ORDER.indexOf(r.verdict), cell: (r) => badge('verdict', r.verdict) },
      { key: 'kind', title: columnTitle('checks', 'kind'), kind: 'name', sort: (r) => word('kind', r.kind), cell: (r) => word('kind', r.kind) },
      { key: 'expected', title: t('expected'), about: columnAbout('checks', 'expected'), kind: 'side', cell: (r) => checkSide(r, 'expected') },
      { key: 'found', title: t('found'), about: columnAbout('checks', 'found'), kind: 'side', cell: (r) => checkSide(r, 'found') },
      { key: 'detail', title: columnTitle('checks', 'detail'), kind: 'wide', cell: (r) => checkDetail(r.detail) },
      documentColumn(),
    ],
    filters: [
      { key: 'verdict', title: columnTitle('checks', 'verdict'), value: (r) => r.verdict, label: (v) => word('verdict', v), order: VERDICT_ORDER },
      { key: 'kind', title: columnTitle('checks', 'kind'), value: (r) => r.kind, label: (v) => word('kind', v) },
      documentFilter(),
    ],
    words: (r) => [r.expected, r.found, checkDetail(r.detail), word('kind', r.kind)].join(' '),
    csv: csvOf('checks', T.checks),
  });
}
