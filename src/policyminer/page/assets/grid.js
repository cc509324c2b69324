// A table that can be searched, filtered, sorted, paged and downloaded; its state is the address.

const PAGE_ROWS = 100;
/** On paper all rows are on one page, up to these. */
const MOST_PRINTED = 3000;
const COLLATE = new Intl.Collator('zh', { numeric: true });

function compare(a, b) {
  const none = (v) => v === null || v === undefined || v === '';
  if (none(a) || none(b)) return none(a) - none(b);
  return typeof a === 'number' && typeof b === 'number' ? a - b : COLLATE.compare(String(a), String(b));
}

/**
 * spec: name; rows; columns [{key, title, about, cell(row), sort(row), kind}]; filters [{key, title, value(row), label(v)}];
 * words(row) for the search; csv {head, row(row)}; href(row); params; view (for the address); around(rows) for pictures above.
 */
function grid(spec) {
  const params = { ...spec.params };
  const count = h('p', { class: 'rows-count', role: 'status' });
  const body = h('tbody');
  const pager = h('nav', { class: 'pager', 'aria-label': t('page') });
  const heads = spec.columns.map((column) => h('th', { scope: 'col', class: column.kind, title: column.about }, column.sort
    ? h('button', { type: 'button', onclick: () => sortBy(column.key) }, column.title, h('span', { class: 'arrow', 'aria-hidden': 'true' }))
    : column.title));
  const table = h('table', { class: `grid ${spec.name}` }, h('caption', { class: 'unseen' }, spec.title), h('thead', {}, h('tr', {}, heads)), body);
  const controls = spec.filters.map((filter) => filterControl(filter, spec.rows, params, changed));
  const search = h('input', { type: 'search', value: params.q || '', placeholder: t('search_hint'), 'aria-label': t('search'), oninput: debounce(() => changed('q', search.value)) });
  let shown = [];
  let printing = false;

  function changed(key, value) {
    if (value) params[key] = value; else delete params[key];
    if (key !== 'page') delete params.page;
    replaceAddress(spec.view, params);
    draw();
  }

  function sortBy(key) {
    const [was, way] = (params.sort || '').split('.');
    changed('sort', was !== key ? `${key}.up` : way === 'up' ? `${key}.down` : '');
  }

  function pick() {
    const needle = (params.q || '').toLowerCase();
    const wanted = spec.filters.filter((f) => params[f.key]);
    const fits = (row) => wanted.every((f) => [f.value(row)].flat().includes(params[f.key])) && (!needle || spec.words(row).toLowerCase().includes(needle));
    const rows = spec.rows.filter(fits);
    const [key, way] = (params.sort || '').split('.');
    const column = spec.columns.find((c) => c.key === key && c.sort);
    if (column) {
      const sign = way === 'down' ? -1 : 1;
      rows.sort((a, b) => sign * compare(column.sort(a), column.sort(b)));
    }
    return rows;
  }

  function draw() {
    shown = pick();
    const pages = Math.max(1, Math.ceil(shown.length / PAGE_ROWS));
    const page = Math.min(Math.max(1, Number(params.page) || 1), pages);
    body.replaceChildren(...(printing ? shown.slice(0, MOST_PRINTED) : shown.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS)).map(line));
    if (!shown.length) body.append(h('tr', {}, h('td', { class: 'empty', colspan: spec.columns.length }, t('no_rows'))));
    count.textContent = shown.length === spec.rows.length ? `${number(shown.length)} ${t('rows')}` : `${number(shown.length)} ${t('of')} ${number(spec.rows.length)} ${t('rows')}`;
    const [key, way] = (params.sort || '').split('.');
    heads.forEach((head, i) => head.setAttribute('aria-sort', spec.columns[i].key === key ? (way === 'down' ? 'descending' : 'ascending') : 'none'));
    pager.replaceChildren(...(pages > 1 ? pagerButtons(page, pages) : []));
    clear.hidden = !spec.filters.some((f) => params[f.key]) && !params.q;
    if (spec.around) spec.around(shown, params);
  }

  function pagerButtons(page, pages) {
    const go = (to) => { changed('page', String(to)); table.scrollIntoView({ block: 'start' }); };
    return [
      h('button', { type: 'button', disabled: page === 1, onclick: () => go(page - 1) }, t('previous')),
      h('span', {}, `${page} / ${pages}`),
      h('button', { type: 'button', disabled: page === pages, onclick: () => go(page + 1) }, t('next')),
    ];
  }

  function line(row) {
    const href = spec.href(row);
    const go = (event) => { if (!event.target.closest('a, button, input, select') && !String(getSelection())) location.href = href; };
    return h('tr', { 'data-key': keyOf(row), onclick: href && go, class: href && 'opens' },
      spec.columns.map((c, i) => {
        const cell = c.cell(row);
        return h('td', { class: c.kind, 'data-title': c.title }, i === 0 && href ? h('a', { href }, cell) : cell);
      }));
  }

  const clear = h('button', { type: 'button', onclick: () => {
    for (const f of spec.filters) delete params[f.key];
    delete params.q;
    search.value = '';
    for (const c of controls) c.querySelector('select').value = '';
    changed('page', '');
  } }, t('clear'));
  const csv = h('button', { type: 'button', class: 'csv', onclick: () => download(`${spec.name}.csv`, 'text/csv;charset=utf-8', csvText(spec.csv.head, shown.map(spec.csv.row))) }, t('csv'));
  const more = h('button', { type: 'button', class: 'more', 'aria-expanded': 'false', onclick: () => more.setAttribute('aria-expanded', String(filters.classList.toggle('open'))) }, t('filters'));
  const filters = h('div', { class: 'filters', role: 'search' }, search, more, controls, clear);
  onEvent(window, 'beforeprint', body, () => { printing = true; draw(); });
  onEvent(window, 'afterprint', body, () => { printing = false; draw(); });
  if (spec.reviewed) onEvent(document, 'decisions', body, draw);
  draw();
  return h('section', { class: 'table' },
    filters,
    h('div', { class: 'table-head' }, count, csv), h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': spec.title }, table), pager);
}

/** A list to choose from, with how many rows each choice has. */
function filterControl(filter, rows, params, changed) {
  const counts = new Map();
  for (const row of rows) for (const v of [filter.value(row)].flat()) if (v) counts.set(v, (counts.get(v) || 0) + 1);
  const order = filter.order ? [...counts].sort((a, b) => filter.order.indexOf(a[0]) - filter.order.indexOf(b[0])) : filter.sorted ? [...counts].sort((a, b) => compare(a[0], b[0])) : [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
  const value = params[filter.key] || '';
  if (value && !counts.has(value)) order.push([value, 0]);
  const label = filter.label || ((v) => v);
  const select = h('select', { 'data-filter': filter.key, onchange: () => changed(filter.key, select.value) },
    h('option', { value: '' }, t('all')), order.map(([v, n]) => h('option', { value: v, selected: v === value }, `${label(v)} (${n})`)));
  return h('label', {}, h('span', {}, filter.title), select);
}

/** All columns of a table for its CSV file, documents joined. */
function csvOf(table, rows) {
  const names = Object.keys(LABELS.tables[table].columns).filter((name) => rows.length && rows.some((r) => r[name] !== undefined));
  const more = ['path', 'title', 'date_issued'].filter((name) => !names.includes(name));
  const review = REVIEWED_TABLES.has(table);
  return {
    head: [...names, ...more, ...(review ? ['decision'] : [])],
    row: (row) => [...names.map((n) => row[n]), ...more.map((n) => (DOCS.get(row.doc_id) || {})[n]), ...(review ? [reviewState(row)] : [])],
  };
}
