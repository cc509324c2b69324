// One document: its text with every fact marked, and beside it the rows; each leads to the other.

const HIDDEN_FIELDS = /^(doc_id|start|end|text|evidence|indicator|review_status)$|_(start|end)$/;
let shownLayers = new Set((KEPT.get('layers') || LAYERS.filter((l) => l.on).map((l) => l.key).join(',')).split(','));
let current = null;

function documentView(id, params) {
  const doc = DOCS.get(id);
  const open = openDocument(id);
  current = null;
  if (!doc) return h('p', { class: 'empty' }, t('not_found'));
  if (!open) {
    if (META.pages[id]) location.replace(docHref(id, params.at));
    return h('p', { class: 'empty' }, h('a', { href: docHref(id, params.at) }, t('open_document')));
  }
  const view = { id, doc, open, facts: factsOf(id, open), at: -1, list: null, listed: params.table || '' };
  current = view;
  view.detail = h('section', { class: 'detail', 'aria-label': t('document') });
  view.rows = h('ol', { class: 'fact-list' });
  view.holder = h('div', { class: 'doc-holder' });
  drawMarks(view);
  const page = h('div', { class: 'doc' }, documentHead(doc, open),
    h('div', { class: 'doc-body' },
      h('div', { class: 'doc-main' }, layerSwitches(view), open.text.length ? view.holder : h('p', { class: 'empty' }, t('no_text'))),
      h('aside', { class: 'doc-side', 'aria-label': t('facts_of_document') }, view.detail, factPicker(view), view.rows, h('p', { class: 'hint keys' }, t('keys')))));
  showDetail(view, null);
  drawList(view);
  return page;
}

function documentHead(doc, open) {
  const all = T.documents.filter((d) => d.status !== 'failed');
  const i = all.indexOf(doc);
  const step = (d, name) => (d ? h('a', { href: docHref(d.doc_id), title: docTitle(d) }, name) : null);
  const facts = ['issuer', 'doc_number', 'issue_number', 'date_issued', 'date_published', 'region', 'media_type'].filter((name) => doc[name]);
  return h('header', { class: 'doc-head' },
    h('p', { class: 'crumbs' }, step(all[i - 1], '← '), h('a', { href: viewHref('overview') }, t('all_documents')), ` ${i + 1} / ${all.length} `, step(all[i + 1], ' →')),
    h('h1', {}, docTitle(doc)),
    h('p', { class: 'doc-facts' }, doc.doc_type ? h('span', { class: 'badge' }, word('doc_type', doc.doc_type)) : null, doc.status !== 'ok' ? badge('status', doc.status) : null,
      facts.map((name) => h('span', { title: columnTitle('documents', name) }, fieldText('documents', name, doc[name]))), h('span', {}, `${number(open.text.length)} ${t('characters')}`), h('span', { class: 'path' }, doc.path)),
    (doc.warnings || []).map((w) => h('p', { class: 'warning' }, w)));
}

function layerSwitches(view) {
  const counts = countBy(view.facts, (r) => (isMarkable(r) ? layerOf(r) : null));
  const toggle = (key, on) => {
    if (on) shownLayers.add(key); else shownLayers.delete(key);
    KEPT.set('layers', [...shownLayers].join(','));
    drawMarks(view);
    if (view.at >= 0) markSelected(view);
  };
  return h('fieldset', { class: 'layers' }, h('legend', { class: 'unseen' }, t('layers')), LAYERS.filter((l) => counts.has(l.key)).map((l) => {
    const box = h('input', { type: 'checkbox', checked: shownLayers.has(l.key), 'data-layer': l.key, onchange: () => toggle(l.key, box.checked) });
    return h('label', { class: 'layer' }, box, h('span', { class: `m m-${l.key} first` }, l.title()), h('small', {}, counts.get(l.key)));
  }));
}

function drawMarks(view) {
  const { article, pieces } = drawText(view.open, view.facts, shownLayers);
  view.pieces = pieces;
  article.addEventListener('click', (event) => {
    const mark = event.target.closest('.m');
    if (mark && !String(getSelection())) select(view, Number(mark.dataset.mark), { scroll: false });
  });
  view.article = article;
  view.holder.replaceChildren(article);
}

/** Which table the list shows: all, or one. */
function factPicker(view) {
  const counts = countBy(view.facts, (r) => r.table);
  const box = h('select', { 'data-filter': 'facts', 'aria-label': t('facts_of_document'), onchange: () => { view.listed = box.value; drawList(view); } },
    h('option', { value: '' }, `${t('all')} (${view.facts.length})`), FACT_TABLES.filter((name) => counts.has(name)).map((name) => h('option', { value: name, selected: name === view.listed }, `${tableTitle(name)} (${counts.get(name)})`)));
  return h('div', { class: 'fact-picker' }, h('h2', {}, t('facts_of_document')), box);
}

function drawList(view) {
  view.items = new Map();
  view.rows.replaceChildren(...view.facts.map((row, i) => [row, i]).filter(([row]) => !view.listed || row.table === view.listed).map(([row, i]) => {
    const item = h('button', { type: 'button', class: 'fact', 'data-key': keyOf(row), onclick: () => select(view, i, { scroll: true }) }, h('span', { class: `dot m-${layerOf(row)}` }), rowLabel(row));
    view.items.set(i, item);
    return h('li', {}, item);
  }));
}

/** A row in a few words. */
function rowLabel(row) {
  const quote = () => quoteOf(row);
  const two = (main, more) => [h('span', { class: 'fact-main' }, main), h('span', { class: 'fact-more' }, more)];
  switch (row.table) {
    case 'indicators': return two(`${indicatorName(row)} ${valueOf(row)}`, [row.subject || '', ' ', badge('status', row.status)]);
    case 'quantities': return two(quote(), row.measure || word('dimension', row.dimension));
    case 'events': return two(`${word('type', row.type)} ${firstLine(row.text)}`, periodText(row.date_from, row.date_to));
    case 'partnerships': return two(`${row.university} – ${row.partner}`, word('relation', row.relation));
    case 'checks': return two([badge('verdict', row.verdict), ' ', word('kind', row.kind)], row.found || row.expected || '');
    case 'derived': return two(`${row.formula} = ${valueOf(row)}`, word('kind', row.kind));
    case 'instruments': return two(row.name, row.cue);
    case 'citations': return two(row.title || row.number || quote(), row.number || '');
    case 'dates': return two(quote(), periodText(row.date_from, row.date_to));
    case 'mentions': return two(row.name, [word('type', row.type), row.role ? ` · ${row.role}` : '']);
    default: return two(word('reason', row.reason), firstLine(row.text || row.locator || ''));
  }
}

/** Choose a fact: its row opens, its characters are marked and, if wanted, scrolled to. */
function select(view, index, { scroll, quiet }) {
  view.at = index;
  const row = view.facts[index];
  showDetail(view, row);
  markSelected(view);
  if (scroll && row.from !== null) scrollTo(view, row.from, row.until);
  const item = view.items.get(index);
  for (const other of view.rows.querySelectorAll('.fact[aria-current]')) other.removeAttribute('aria-current');
  if (item) {
    item.setAttribute('aria-current', 'true');
    view.rows.scrollTop += item.getBoundingClientRect().top - view.rows.getBoundingClientRect().top - view.rows.clientHeight / 3;
  }
  if (!quiet) replaceAddress('doc/' + encodeURIComponent(view.id), { at: keyOf(row) });
  say(view.detail.querySelector('h2').textContent);
}

function markSelected(view) {
  for (const piece of view.article.querySelectorAll('.selected')) piece.classList.remove('selected');
  const row = view.facts[view.at];
  for (const piece of view.article.querySelectorAll(`[data-mark="${view.at}"]`)) piece.classList.add('selected');
  spot(view, row && row.from !== null ? [[row.from, row.until]] : []);
}

/** Colour ranges of characters without touching the marks; where the browser cannot, the line is coloured. */
function spot(view, ranges) {
  const found = ranges.map(([a, b]) => domRange(view.pieces, a, b)).filter(Boolean);
  for (const line of view.article.querySelectorAll('.spot')) line.classList.remove('spot');
  if (window.Highlight && CSS.highlights) CSS.highlights.set('spot', new Highlight(...found));
  else for (const range of found) range.startContainer.parentElement.closest('.line').classList.add('spot');
}

function scrollTo(view, start, end) {
  const range = domRange(view.pieces, start, end);
  if (!range) return;
  const box = range.getClientRects()[0] || range.getBoundingClientRect();
  const narrow = innerWidth < 900;
  window.scrollTo({ top: scrollY + box.top - innerHeight * (narrow ? 0.25 : 0.35) });
}

/** Show words that a value was read from. */
function showWords(view, start, end) {
  spot(view, [[start, end]]);
  scrollTo(view, start, end);
}

function showDetail(view, row) {
  if (!row) { view.detail.replaceChildren(h('p', { class: 'hint' }, t('choose_fact'))); return; }
  const holder = h('div');
  const form = () => holder.replaceChildren(correctionForm(row, () => showDetail(view, row)));
  const state = reviewState(row);
  const others = row.from === null ? [] : view.facts.map((r, i) => [r, i]).filter(([r, i]) => i !== view.at && r.from !== null && r.from < row.until && row.from < r.until).slice(0, 8);
  const step = (way, name, sign) => h('button', { type: 'button', class: 'step', 'aria-label': t(name), title: t(name), onclick: () => move(view, way) }, sign);
  view.detail.replaceChildren(
    h('div', { class: 'detail-head' }, h('span', { class: `swatch m-${layerOf(row)}` }), h('h2', {}, tableTitle(row.table), ' · ', detailTitle(row)), step(-1, 'previous_fact', '‹'), step(1, 'next_fact', '›'), h('button', { type: 'button', class: 'step', 'aria-label': t('close'), onclick: () => close(view) }, '✕')),
    h('blockquote', { class: 'quote', lang: 'zh' }, row.from === null ? row.text || '' : clip(view.open.text.slice(row.from, row.until))),
    REVIEWED_TABLES.has(row.table) ? h('div', { class: 'review-row' }, reviewButtons(row, row.table === 'indicators' ? form : null), state ? h('span', { class: `badge review-${state}` }, t(state)) : null) : null,
    holder, fieldList(view, row),
    others.length ? h('div', { class: 'also' }, h('h3', {}, t('also_here')), others.map(([r, i]) => h('button', { type: 'button', class: 'fact', onclick: () => select(view, i, { scroll: false }) }, h('span', { class: `dot m-${layerOf(r)}` }), rowLabel(r)))) : null);
}

const clip = (text) => (text.length > 160 ? text.slice(0, 160) + '…' : text);
const detailTitle = (row) => (row.table === 'indicators' ? `${indicatorName(row)} ${valueOf(row)}` : row.table === 'mentions' ? row.name : row.table === 'checks' ? word('kind', row.kind) : clip(quoteOf(row)).slice(0, 24));

function fieldList(view, row) {
  const late = (name) => /_id$/.test(name);
  const names = Object.keys(LABELS.tables[row.table].columns).filter((name) => !HIDDEN_FIELDS.test(name) && !(name === 'high' && row.high === row.low) && row[name] !== undefined && row[name] !== null && !(Array.isArray(row[name]) && !row[name].length)).sort((a, b) => late(a) - late(b));
  const words = (of) => (row[of + '_start'] === undefined || row[of + '_start'] === null ? null : h('button', { type: 'button', class: 'words', onclick: () => showWords(view, row[of + '_start'], row[of + '_end']) }, '“' + view.open.text.slice(row[of + '_start'], row[of + '_end']) + '”'));
  const value = (name) => {
    if (name === 'expected' || name === 'found') return [fieldText(row.table, name, row[name]), ' ', words(name)];
    if (name.endsWith('_source')) return [fieldText(row.table, name, row[name]), ' ', words(name.slice(0, -7))];
    if (name === 'detail') return checkDetail(row.detail);
    if (name === 'cited_doc_id') return h('a', { href: docHref(row[name]) }, docTitle(DOCS.get(row[name]) || { path: row[name] }));
    if (name === 'part_of' || name === 'duplicate_of' || name === 'attendance_id') return factLink(view, row[name]);
    if (name === 'sources') return row[name].map((id) => [factLink(view, id), ' ']);
    return fieldText(row.table, name, row[name]);
  };
  return h('dl', { class: 'fields' }, names.map((name) => [h('dt', { title: columnAbout(row.table, name) }, columnTitle(row.table, name)), h('dd', { class: name === 'rule' || name.endsWith('_id') ? 'code' : '' }, value(name))]),
    row.from === null ? null : [h('dt', {}, t('place')), h('dd', {}, placeOf(view, row), ` [${row.from}:${row.until}]`)]);
}

/** A quantity named by its id, as a button to it. */
function factLink(view, id) {
  const i = view.facts.findIndex((r) => r.quantity_id === id);
  return i < 0 ? h('span', { class: 'code' }, id) : h('button', { type: 'button', class: 'words', onclick: () => select(view, i, { scroll: true }) }, quoteOf(view.facts[i]));
}

/** Where it stood in the file: the place of its block, or the line of a plain text. */
function placeOf(view, row) {
  const block = (view.open.tables.blocks || []).find((b) => b.start <= row.from && row.from < b.end);
  if (block) return block.locator;
  if (view.doc.media_type !== 'text/plain') return '';
  return t('line').replace('{n}', String(view.open.text.lines().findIndex(([, end]) => row.from <= end) + 1));
}

/** To the next or previous fact of the layers that are shown, or of the table that is listed. */
function move(view, way) {
  const wanted = (row) => (view.listed ? row.table === view.listed : isMarked(row, shownLayers));
  for (let i = view.at < 0 && way < 0 ? view.facts.length - 1 : view.at + way; i >= 0 && i < view.facts.length; i += way) {
    if (wanted(view.facts[i]) && view.facts[i].from !== null) { select(view, i, { scroll: true }); return; }
  }
}

function close(view) {
  view.at = -1;
  showDetail(view, null);
  markSelected(view);
  replaceAddress('doc/' + encodeURIComponent(view.id), {});
}

/** What an address names: a row (table:number) or characters (start-end). */
function showAt(view, at) {
  if (!at) return;
  const range = /^(\d+)-(\d+)$/.exec(at);
  if (range) { showWords(view, Number(range[1]), Number(range[2])); return; }
  const index = view.facts.findIndex((r) => keyOf(r) === at);
  if (index >= 0) select(view, index, { scroll: true, quiet: true });
}

function documentKeys(event) {
  if (!current || event.target.closest('input, select, textarea, dialog') || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = current.facts[current.at];
  const acts = {
    j: () => move(current, 1), k: () => move(current, -1), Escape: () => close(current),
    r: () => row && REVIEWED_TABLES.has(row.table) && decideOrUndo(row, 'right'), w: () => row && REVIEWED_TABLES.has(row.table) && decideOrUndo(row, 'wrong'),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
}
