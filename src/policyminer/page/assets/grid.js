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
 * spec: name; title; rows; columns [{key, title, about, cell(row), sort(row), kind}]; filters [{key, title, value(row),
 * label(v)}]; words(row) for the search; csv {head, row(row)}; href(row); params; view (for the address); reviewed;
 * around(rows) for pictures above.
 */
class Grid {
  constructor(spec) {
    this.spec = spec;
    this.params = { ...spec.params };
    this.shown = [];
    this.printing = false;
    this.count = h('p', { class: 'rows-count', role: 'status' });
    this.body = h('tbody');
    this.pager = h('nav', { class: 'pager', 'aria-label': t('page') });
    this.heads = spec.columns.map((column) => h('th', { scope: 'col', class: column.kind, title: column.about }, column.sort
      ? h('button', { type: 'button', onclick: () => this.sortBy(column.key) }, column.title, h('span', { class: 'arrow', 'aria-hidden': 'true' }))
      : column.title));
    this.table = h('table', { class: `grid ${spec.name}` }, h('caption', { class: 'unseen' }, spec.title), h('thead', {}, h('tr', {}, this.heads)), this.body);
    this.element = this.frame();
    onEvent(window, 'beforeprint', this.body, () => { this.printing = true; this.draw(); });
    onEvent(window, 'afterprint', this.body, () => { this.printing = false; this.draw(); });
    if (spec.reviewed) onEvent(document, 'decisions', this.body, () => this.draw());
    this.draw();
  }

  frame() {
    const { spec, params } = this;
    const controls = spec.filters.map((filter) => filterControl(filter, spec.rows, params, (key, value) => this.change(key, value)));
    const search = h('input', { type: 'search', value: params.q || '', placeholder: t('search_hint'), 'aria-label': t('search'), oninput: debounce(() => this.change('q', search.value)) });
    this.clear = h('button', { type: 'button', onclick: () => {
      for (const f of spec.filters) delete params[f.key];
      delete params.q;
      search.value = '';
      for (const c of controls) c.querySelector('select').value = '';
      this.change('page', '');
    } }, t('clear'));
    const more = h('button', { type: 'button', class: 'more', 'aria-expanded': 'false', onclick: () => more.setAttribute('aria-expanded', String(filters.classList.toggle('open'))) }, t('filters'));
    const filters = h('div', { class: 'filters', role: 'search' }, search, more, controls, this.clear);
    const save = () => download(`${spec.name}.csv`, 'text/csv;charset=utf-8', csvText(spec.csv.head, this.shown.map(spec.csv.row)));
    return h('section', { class: 'table' }, filters,
      h('div', { class: 'table-head' }, this.count, h('button', { type: 'button', class: 'csv', onclick: save }, t('csv'))),
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': spec.title }, this.table), this.pager);
  }

  change(key, value) {
    if (value) this.params[key] = value; else delete this.params[key];
    if (key !== 'page') delete this.params.page;
    replaceAddress(this.spec.view, this.params);
    this.draw();
  }

  sorting() {
    const [key, way] = (this.params.sort || '').split('.');
    return { key, down: way === 'down' };
  }

  sortBy(key) {
    const now = this.sorting();
    this.change('sort', now.key !== key ? `${key}.up` : now.down ? '' : `${key}.down`);
  }

  pick() {
    const { spec, params } = this;
    const needle = (params.q || '').toLowerCase();
    const wanted = spec.filters.filter((f) => params[f.key]);
    const fits = (row) => wanted.every((f) => [f.value(row)].flat().includes(params[f.key])) && (!needle || spec.words(row).toLowerCase().includes(needle));
    const rows = spec.rows.filter(fits);
    const { key, down } = this.sorting();
    const column = spec.columns.find((c) => c.key === key && c.sort);
    if (column) rows.sort((a, b) => (down ? -1 : 1) * compare(column.sort(a), column.sort(b)));
    return rows;
  }

  draw() {
    const { spec, params } = this;
    this.shown = this.pick();
    const pages = Math.max(1, Math.ceil(this.shown.length / PAGE_ROWS));
    const page = Math.min(Math.max(1, Number(params.page) || 1), pages);
    const rows = this.printing ? this.shown.slice(0, MOST_PRINTED) : this.shown.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS);
    this.body.replaceChildren(...rows.map((row) => this.line(row)));
    if (!rows.length) this.body.append(h('tr', {}, h('td', { class: 'empty', colspan: spec.columns.length }, t('no_rows'))));
    const [some, all] = [this.shown.length, spec.rows.length];
    this.count.textContent = some === all ? `${number(some)} ${t('rows')}` : `${number(some)} ${t('of')} ${number(all)} ${t('rows')}`;
    const { key, down } = this.sorting();
    this.heads.forEach((head, i) => head.setAttribute('aria-sort', spec.columns[i].key === key ? (down ? 'descending' : 'ascending') : 'none'));
    this.pager.replaceChildren(...(pages > 1 ? this.pagerButtons(page, pages) : []));
    this.clear.hidden = !spec.filters.some((f) => params[f.key]) && !params.q;
    if (spec.around) spec.around(this.shown);
  }

  pagerButtons(page, pages) {
    const button = (name, to) => h('button', { type: 'button', disabled: to < 1 || to > pages, onclick: () => {
      this.change('page', String(to));
      this.table.scrollIntoView({ block: 'start' });
    } }, t(name));
    return [button('previous', page - 1), h('span', {}, `${page} / ${pages}`), button('next', page + 1)];
  }

  line(row) {
    const href = this.spec.href(row);
    const go = (event) => { if (!event.target.closest('a, button, input, select') && !String(getSelection())) location.href = href; };
    return h('tr', { 'data-key': keyOf(row), onclick: href && go, class: href && 'opens' }, this.spec.columns.map((c, i) => {
      const cell = c.cell(row);
      return h('td', { class: c.kind, 'data-title': c.title }, i === 0 && href ? h('a', { href }, cell) : cell);
    }));
  }
}

const grid = (spec) => new Grid(spec).element;

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
