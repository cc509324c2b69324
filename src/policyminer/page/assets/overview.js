// The first view: how many, what failed, what to look at, every document.

function tile(value, title, href, kind) {
  return h(href ? 'a' : 'div', { class: `tile-card ${kind || ''}`, href }, h('b', {}, number(value)), h('span', {}, title));
}

function overviewView() {
  const docs = T.documents;
  const failed = docs.filter((d) => d.status === 'failed');
  const partial = docs.filter((d) => d.status === 'partial');
  const doubtful = T.checks.filter((c) => c.verdict === 'fail' || c.verdict === 'warn');
  const reached = T.progress.filter((p) => p.reached === true);
  return h('div', { class: 'overview' },
    h('div', { class: 'tiles-row' },
      tile(docs.length, t('documents'), null),
      tile(T.indicators.length, t('indicators'), viewHref('indicators')),
      tile(T.events.length, t('events'), viewHref('events')),
      tile(T.partnerships.length, t('partnerships'), viewHref('network')),
      tile(T.progress.length, `${t('targets')}${reached.length ? ` · ${t('reached')} ${reached.length}` : ''}`, viewHref('progress')),
      tile(doubtful.length, t('to_look_at'), viewHref('checks'), doubtful.some((c) => c.verdict === 'fail') ? 'alert' : doubtful.length ? 'doubt' : 'calm'),
      tile(failed.length, t('failures') + (partial.length ? ` · ${t('with_losses')} ${partial.length}` : ''), null, failed.length ? 'alert' : 'calm')),
    h('div', { class: 'two' },
      card(t('most_frequent'), bars(topCodes(), t('most_frequent'))),
      h('div', {},
        card(t('done_or_planned'), stacked(STATUSES.map((v) => ({ name: word('status', v), value: T.indicators.filter((r) => r.status === v).length, kind: `status-${v}`, href: viewHref('indicators', { status: v }) })).filter((p) => p.value), t('done_or_planned'))),
        card(t('events'), stacked(EVENT_TYPES.map((v) => ({ name: word('type', v), value: T.events.filter((r) => r.type === v).length, kind: `type-${v}`, href: viewHref('events', { type: v }) })).filter((p) => p.value), t('events'))),
        card(t('checks'), stacked(VERDICT_ORDER.map((v) => ({ name: word('verdict', v), value: T.checks.filter((r) => r.verdict === v).length, kind: `verdict-${v}`, href: viewHref('checks', { verdict: v }) })).filter((p) => p.value), t('checks'))),
        card(t('what_failed'), failed.length ? h('ul', { class: 'failures' }, failed.map((d) => h('li', {}, h('b', {}, d.path), ' ', h('code', {}, d.error_code), h('br'), h('span', {}, d.error)))) : h('p', { class: 'calm-text' }, t('nothing_failed'))))),
    h('h2', {}, t('all_documents')), documentsGrid());
}

const card = (title, ...inside) => h('section', { class: 'card' }, h('h2', {}, title), inside);

function topCodes() {
  return [...groupBy(T.indicators, (r) => r.code)].sort((a, b) => b[1].length - a[1].length || compare(a[0], b[0])).slice(0, 14)
    .map(([code, rows]) => ({ name: indicatorName(rows[0]), value: rows.length, href: viewHref('indicators', { code }) }));
}

const periodOfIssue = (r) => periodCell({ date_from: r.date_issued, date_to: r.date_issued });

function documentsGrid() {
  const n = (table) => (row) => rowsOf(table, row.doc_id).length;
  const look = (row) => rowsOf('checks', row.doc_id).filter((c) => c.verdict === 'fail' || c.verdict === 'warn').length;
  const amount = (key, title, count) => ({ key, title, kind: 'num', sort: count, cell: (r) => number(count(r) || null) });
  const c = (name) => ({ title: columnTitle('documents', name), about: columnAbout('documents', name) });
  return grid({
    name: 'documents', title: t('all_documents'), rows: T.documents, view: 'overview', params: route().params,
    href: (r) => (r.status === 'failed' ? null : docHref(r.doc_id)),
    columns: [
      { key: 'title', ...c('title'), kind: 'wide', sort: docTitle, cell: (r) => [h('span', { class: 'doc-name' }, docTitle(r)), h('small', { class: 'path' }, r.path)] },
      { key: 'status', ...c('status'), sort: (r) => r.status, cell: (r) => [badge('status', r.status), r.error ? h('small', { class: 'error' }, `${r.error_code}: ${r.error}`) : null, (r.warnings || []).map((w) => h('small', { class: 'path' }, w))] },
      { key: 'doc_type', ...c('doc_type'), sort: (r) => word('doc_type', r.doc_type), cell: (r) => word('doc_type', r.doc_type) },
      { key: 'issuer', ...c('issuer'), sort: (r) => r.issuer, cell: (r) => r.issuer },
      { key: 'date', ...c('date_issued'), kind: 'date', sort: (r) => r.date_issued, cell: periodOfIssue },
      amount('chars', columnTitle('documents', 'chars'), (r) => r.chars || 0),
      amount('n', t('indicators'), n('indicators')), amount('e', t('events'), n('events')), amount('look', t('to_look_at'), look),
    ],
    filters: [
      { key: 'kind', title: columnTitle('documents', 'doc_type'), value: (r) => r.doc_type, label: (v) => word('doc_type', v) },
      { key: 'province', title: t('province'), value: (r) => provinceOf(r.region), label: provinceName },
      { key: 'state', title: columnTitle('documents', 'status'), value: (r) => r.status, label: (v) => word('status', v) },
    ],
    words: (r) => [r.title, r.path, r.issuer, r.doc_number, r.error].join(' '),
    csv: csvOf('documents', T.documents),
  });
}
