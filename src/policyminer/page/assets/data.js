// The blocks of the page as rows.

const readBlock = (id) => { const block = byId(id); return block && JSON.parse(block.textContent); };
const META = readBlock('pm-meta');
const LABELS = readBlock('pm-labels');

/** Rows of a packed table: objects with the columns that have a value. */
function unpack(packed, table, more) {
  const columns = Object.entries(packed.columns).map(([name, c]) => [name, c.of ? c.at.map((i) => (i === null ? null : c.of[i])) : c]);
  return Array.from({ length: packed.n }, (_, i) => {
    const row = { table, ...more };
    for (const [name, values] of columns) row[name] = values[i];
    return row;
  });
}

const T = Object.fromEntries(Object.entries(readBlock('pm-corpus')).map(([name, packed]) => [name, unpack(packed, name)]));
const DOCS = new Map(T.documents.map((row) => [row.doc_id, row]));

function groupBy(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const k = key(row);
    if (!groups.has(k)) groups.set(k, []);
    groups.get(k).push(row);
  }
  return groups;
}

function countBy(rows, key) {
  const counts = new Map();
  for (const row of rows) {
    const k = key(row);
    if (k !== null && k !== undefined) counts.set(k, (counts.get(k) || 0) + 1);
  }
  return counts;
}

const BY_DOC = Object.fromEntries(Object.entries(T).filter(([name]) => name !== 'documents').map(([name, rows]) => [name, groupBy(rows, (r) => r.doc_id)]));
const rowsOf = (table, id) => (BY_DOC[table] && BY_DOC[table].get(id)) || [];

const opened = new Map();

/** Text and layers of a document, or null when another page holds them. */
function openDocument(id) {
  if (!opened.has(id)) {
    const block = DOCS.has(id) ? readBlock('pm-' + id) : null;
    opened.set(id, block && {
      text: new Text(block.text),
      tables: Object.fromEntries(Object.entries(block.tables).map(([name, packed]) => [name, unpack(packed, name, { doc_id: id })])),
    });
  }
  return opened.get(id);
}

/** Text addressed by code points, as the tables address it; strings count UTF-16 units. */
class Text {
  constructor(string) {
    this.string = string;
    this.units = null;
    if (/[\ud800-\udfff]/.test(string)) {
      const units = [];
      for (let i = 0; i < string.length; i += string.codePointAt(i) > 0xffff ? 2 : 1) units.push(i);
      units.push(string.length);
      this.units = units;
    }
    this.length = this.units ? this.units.length - 1 : string.length;
  }

  slice(start, end) {
    const a = Math.max(0, Math.min(start, this.length));
    const b = Math.max(a, Math.min(end, this.length));
    return this.units ? this.string.slice(this.units[a], this.units[b]) : this.string.slice(a, b);
  }

  /** [start, end) of every line, without its line end. */
  lines() {
    const found = [];
    const ends = /\r\n|\r|\n/g;
    let unit = 0;
    let at = 0;
    const points = (a, b) => (this.units ? [...this.string.slice(a, b)].length : b - a);
    for (let m = ends.exec(this.string); m; m = ends.exec(this.string)) {
      const stop = at + points(unit, m.index);
      found.push([at, stop]);
      at = stop + m[0].length;
      unit = m.index + m[0].length;
    }
    found.push([at, this.length]);
    return found;
  }
}

const ID_COLUMNS = { indicators: 'quantity_id', quantities: 'quantity_id', events: 'event_id', derived: 'derived_id', sections: 'section_id' };

/** What names a row across runs where its table has ids, else its number in the table. */
const idOf = (row) => row[ID_COLUMNS[row.table]] || `${row.table}:${row.row}`;
const keyOf = (row) => `${row.table}:${row.row}`;

/** The characters of a row; of an event its row holds only the beginning. */
const quoteOf = (row) => {
  if (row.text && row.table !== 'events') return row.text;
  const open = openDocument(row.doc_id);
  return open && row.start !== undefined ? open.text.slice(row.start, row.end) : row.quote || row.text || row.evidence || '';
};

const yearOf = (row) => (row.date_to || row.date_from || (DOCS.get(row.doc_id) || {}).date_issued || '').slice(0, 4) || null;
const provinceOf = (adcode) => (adcode && LABELS.provinces[adcode.slice(0, 2)] ? adcode.slice(0, 2) : null);

/** Address of a document, in this page or in the one that holds its text. */
function docHref(id, at) {
  const hash = `#/doc/${encodeURIComponent(id)}` + (at ? `?at=${encodeURIComponent(at)}` : '');
  if (byId('pm-' + id)) return hash;
  return META.pages[id] ? (META.home ? '../' : '') + META.pages[id] + hash : hash;
}

const rowHref = (row) => docHref(row.doc_id, keyOf(row));
const viewHref = (view, params) => {
  const query = new URLSearchParams(Object.entries(params || {}).filter(([, v]) => v)).toString();
  return (META.home && view !== 'doc' ? META.home : '') + `#/${view}` + (query ? '?' + query : '');
};
