// Decisions of a reviewer: kept in the browser, downloaded as a file for `policyminer review apply`.

const REVIEWED_TABLES = new Set(['indicators', 'quantities', 'dates', 'mentions', 'events', 'partnerships', 'citations']);
const CONTEXT = 20;
const STATUSES = ['actual', 'target', 'rule', 'other'];
const VERDICTS = { right: '✓', wrong: '✗', corrected: '✎' };
/** What may be corrected in an indicator, and which column it stands in. */
const CORRECTABLE = [
  ['value', 'low', 'number'], ['unit', 'unit', 'text'], ['code', 'code', 'code'], ['subject', 'subject', 'text'],
  ['status', 'status', 'status'], ['period_start', 'date_from', 'date'], ['period_end', 'date_to', 'date'],
];

/** Columns of an indicator that follow from its code and are not judged. */
const FOLLOWING = new Set(['indicator', 'task']);

const decisions = new Map(Object.entries(keptDecisions()));
let reviewer = KEPT.get('reviewer') || '';

/** Names a row by what it says and where, so that a later extraction does not attach it to another row. */
const decisionKey = (d) => [d.table, d.doc_id, d.start, d.end, ID_COLUMNS[d.table] ? '' : d.id].join('|');
function decisionOf(row) {
  const found = decisions.get(decisionKey({ ...row, id: idOf(row) }));
  return found && found.quote === quoteOf(row) ? found : null;
}

/** The decisions on documents of this report; the browser may keep those on others as well. */
const ownDecisions = () => [...decisions.values()].filter((d) => DOCS.has(d.doc_id) && DOCS.get(d.doc_id).path === d.path);

function keptDecisions() {
  try {
    return JSON.parse(KEPT.get('decisions') || '{}');
  } catch (error) {
    if (error instanceof SyntaxError) return {};  // something else has written there
    throw error;
  }
}

function keepDecisions() {
  KEPT.set('decisions', JSON.stringify(Object.fromEntries(decisions)));
  document.dispatchEvent(new Event('decisions'));
}

/** What an earlier review made of the row, which is what is judged now and not what the program found. */
function seenValues(row) {
  if (!row.machine_values) return {};
  const names = Object.keys(JSON.parse(row.machine_values)).filter((name) => !FOLLOWING.has(name));
  return { seen: Object.fromEntries(names.map((name) => [name, row[name] ?? null])) };
}

/** A verdict pressed again: taken back here, or withdrawn when the tables hold it already. */
function decideOrUndo(row, verdict) {
  const [now, state] = [decisionOf(row), reviewState(row)];
  if (state !== verdict) decide(row, verdict);
  else decide(row, now ? null : 'withdrawn');
}

function decide(row, decision, values = {}, note = '') {
  const key = decisionKey({ ...row, id: idOf(row) });
  if (decision === null) decisions.delete(key);
  else {
    const open = openDocument(row.doc_id);
    decisions.set(key, {
      table: row.table,
      id: idOf(row),
      path: DOCS.get(row.doc_id).path,
      doc_id: row.doc_id,
      start: row.start,
      end: row.end,
      quote: quoteOf(row),
      before: open ? open.text.slice(row.start - CONTEXT, row.start) : row.before || '',
      after: open ? open.text.slice(row.end, row.end + CONTEXT) : row.after || '',
      decision,
      values,
      note,
      decided_at: new Date().toISOString(),
      ...seenValues(row),
    });
  }
  say(decision ? t(decision) : t('undo'));
  keepDecisions();
}

/** A file of decisions needs a name; gives the reason when there is none yet. */
function downloadDecisions() {
  if (!reviewer.trim()) return t('name_first');
  const file = { format: 'policyminer-review', version: 1, reviewer, decisions: ownDecisions() };
  const name = reviewer.replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'decisions';
  download(`review-${name}.json`, 'application/json', JSON.stringify(file, null, 1) + '\n');
  return '';
}

async function loadDecisions(file) {
  try {
    const found = JSON.parse(await file.text());
    if (found.format !== 'policyminer-review' || !Array.isArray(found.decisions)) throw new SyntaxError('format');
    for (const d of found.decisions) decisions.set(decisionKey(d), d);
    if (found.reviewer && !reviewer) { reviewer = String(found.reviewer); KEPT.set('reviewer', reviewer); }
    keepDecisions();
    say(`${found.decisions.length} ${t('decisions')}`);
    return '';
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return t('not_a_decisions_file');
  }
}

/** Buttons right, wrong, correct for a row; `open` also shows the form of corrections below them. */
function reviewButtons(row, open) {
  const pressed = reviewState(row);
  const button = (name, act) => h('button', {
    type: 'button', class: `verdict ${name}`, 'aria-pressed': String(pressed === name), title: t(name === 'corrected' ? 'correct' : name),
    'aria-label': `${t(name === 'corrected' ? 'correct' : name)}: ${quoteOf(row).slice(0, 30)}`, 'data-decision': name, onclick: act,
  }, VERDICTS[name], open ? ' ' + t(name === 'corrected' ? 'correct' : name) : '');
  return h('span', { class: 'verdicts' },
    ['right', 'wrong'].map((name) => button(name, () => decideOrUndo(row, name))),
    row.table === 'indicators' && button('corrected', () => (open ? open() : correctInDialog(row))));
}

function correctInDialog(row) {
  const dialog = h('dialog', { class: 'dialog', 'aria-label': t('correct') });
  dialog.append(h('h2', {}, t('correct')), h('p', { class: 'quote' }, row.evidence || quoteOf(row)), correctionForm(row, () => dialog.close()));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** The form of corrections of an indicator; only fields that were changed are stored. */
function correctionForm(row, done) {
  const now = decisionOf(row);
  const before = (column) => (row[column] === null || row[column] === undefined ? '' : String(row[column]));
  const fields = CORRECTABLE.map(([name, column, kind]) => {
    const value = now && name in now.values ? String(now.values[name] ?? '') : before(column);
    const options = kind === 'status' ? STATUSES.map((v) => [v, word('status', v)]) : kind === 'code' ? codeOptions() : null;
    const input = options
      ? h('select', { name }, options.map(([v, title]) => h('option', { value: v, selected: v === value }, title)))
      : h('input', { name, type: kind, value, step: kind === 'number' ? 'any' : null, required: column === 'low' || column === 'unit' });
    return { name, column, kind, input, label: h('label', {}, columnTitle('indicators', column), input) };
  });
  const note = h('input', { name: 'note', type: 'text', value: now ? now.note : '' });
  const save = (event) => {
    event.preventDefault();
    const values = {};
    for (const { name, column, kind, input } of fields) {
      if (input.value === before(column)) continue;
      values[name] = input.value === '' ? null : kind === 'number' ? Number(input.value) : input.value;
    }
    decide(row, Object.keys(values).length ? 'corrected' : 'right', values, note.value);
    done();
  };
  return h('form', { class: 'correction', onsubmit: save }, fields.map((f) => f.label), h('label', { class: 'wide' }, t('note'), note),
    h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'primary' }, t('save')), h('button', { type: 'button', onclick: done }, t('cancel'))));
}

const codeOptions = () => [...groupBy(T.indicators, (r) => r.code)].map(([code, rows]) => [code, `${indicatorName(rows[0])} (${code})`]).sort((a, b) => a[1].localeCompare(b[1], 'zh'));

/** The strip in the head: how many decisions, who, download, load, forget. */
function reviewStrip() {
  const count = h('span', { class: 'count' });
  const note = h('p', { class: 'warning', hidden: true });
  const who = h('input', { type: 'text', value: reviewer, oninput: () => { reviewer = who.value; KEPT.set('reviewer', reviewer); } });
  const tellWrong = (wrong) => { note.hidden = !wrong; note.textContent = wrong; };
  const pick = h('input', { type: 'file', accept: '.json,application/json', class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', onchange: async () => {
    tellWrong(pick.files[0] ? await loadDecisions(pick.files[0]) : '');
    pick.value = '';
  } });
  const forget = h('button', { type: 'button', onclick: () => {
    if (forget.dataset.sure) { ownDecisions().forEach((d) => decisions.delete(decisionKey(d))); keepDecisions(); forget.textContent = t('forget_decisions'); delete forget.dataset.sure; return; }
    forget.dataset.sure = '1';
    forget.textContent = t('forget_sure');
  } }, t('forget_decisions'));
  const get = h('button', { type: 'button', class: 'primary', id: 'download-decisions', onclick: () => {
    const wrong = downloadDecisions();
    tellWrong(wrong);
    if (wrong) who.focus();
  } }, t('download_decisions'));
  const summary = h('summary', {}, t('review'), ' ', count);
  const tell = () => {
    const own = ownDecisions().length;
    count.textContent = own ? String(own) : '';
    get.disabled = !own;
    if (!KEPT.works && own) tellWrong(t('not_kept'));
  };
  tell();
  onEvent(document, 'decisions', count, tell);
  return h('details', { class: 'menu', id: 'review-menu' }, summary, h('div', { class: 'menu-body' },
    h('p', {}, Object.keys(VERDICTS).map((name) => h('span', {}, `${VERDICTS[name]} ${t(name)}  `))),
    h('label', {}, t('reviewer'), who), get, h('button', { type: 'button', onclick: () => pick.click() }, t('load_decisions')), forget, pick, note));
}

/** What is decided about a row: here, or in an earlier review that the tables hold. */
function reviewState(row) {
  const now = decisionOf(row);
  return now ? now.decision : row.review_status || null;
}
