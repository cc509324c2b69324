// Words of the page in the language chosen, and how values are written.

/** What the browser keeps for this page; memory only where it refuses (some browsers do for files). */
const KEPT = (() => {
  const memory = new Map();
  let works = true;
  try { localStorage.setItem('policyminer:probe', '1'); localStorage.removeItem('policyminer:probe'); } catch { works = false; }
  return {
    get works() { return works; },
    get(key) { return works ? localStorage.getItem('policyminer:' + key) : memory.get(key) || null; },
    set(key, value) {
      memory.set(key, value);
      if (!works) return;
      try { localStorage.setItem('policyminer:' + key, value); } catch { works = false; }
    },
  };
})();

let language = KEPT.get('language') || META.language;

const t = (name) => (LABELS.ui[name] ? LABELS.ui[name][language] : name);
const tableTitle = (name) => (LABELS.tables[name] ? LABELS.tables[name][language] : name);
const columnOf = (table, name) => (LABELS.tables[table] && LABELS.tables[table].columns[name]) || null;
const columnTitle = (table, name) => { const c = columnOf(table, name); return c ? c[language] : name; };
const columnAbout = (table, name) => { const c = columnOf(table, name); return c ? c['about_' + language] : ''; };

/** A value of a coded column in words; what has no label stays as it is. */
function word(group, value) {
  const label = LABELS.values[group] && LABELS.values[group][value];
  return label ? label[language] : value === null || value === undefined ? '' : String(value).replaceAll('_', ' ');
}

const DETAILS = LABELS.details.map(([english, chinese]) => [
  new RegExp('^' + english.replace(/[().+*?^$|[\]\\]/g, '\\$&').replaceAll('{}', '([^]*)') + '$'), chinese]);

/** What a check says; the program writes it in English around words of the document. */
function checkDetail(text) {
  if (language !== 'zh' || !text) return text;
  for (const [pattern, chinese] of DETAILS) {
    const hit = text.match(pattern);
    if (hit) return chinese.replace(/\{(\d)\}/g, (_, place) => (LABELS.values.metadata[hit[place]] || { zh: hit[place] }).zh);
  }
  return text;
}

/** Name of an indicator: Chinese from the table, English from its code. */
function indicatorName(row) {
  if (language === 'zh') return row.indicator || row.code || '';
  const code = row.code || '';
  return code ? code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ') : row.indicator || '';
}

const regionName = (adcode) => {
  const province = LABELS.provinces[adcode.slice(0, 2)];
  return adcode.endsWith('0000') && province ? province[language] : META.regions[adcode] || adcode;
};
const provinceName = (two) => LABELS.provinces[two][language];

const number = (value) => (value === null || value === undefined ? '' : Number(value).toLocaleString('en-US', { maximumFractionDigits: 4 }));
const SIGNS = { over: '>', at_least: '≥', under: '<', at_most: '≤', about: '≈' };

/** A value with bound, range, unit and denominator: ≥ 40 人／年. */
function valueText(low, high, bound, unit, per) {
  const sign = SIGNS[bound] ? SIGNS[bound] + ' ' : '';
  const figures = high !== null && high !== undefined && high !== low ? `${number(low)}–${number(high)}` : number(low);
  return `${sign}${figures} ${unit || ''}${per ? '／' + per : ''}`.trim();
}
const valueOf = (row) => valueText(row.low, row.high, row.bound, row.unit, row.per);

/** A period, both ends included; months and years in short. */
function periodText(from, to) {
  if (!from && !to) return '';
  if (from === to) return from;
  if (from && to) {
    if (from.endsWith('-01-01') && to.endsWith('-12-31')) return from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)}–${to.slice(0, 4)}`;
    const last = new Date(Date.UTC(+to.slice(0, 4), +to.slice(5, 7), 0)).toISOString().slice(0, 10);
    if (from.endsWith('-01') && to === last && from.slice(0, 7) === to.slice(0, 7)) return from.slice(0, 7);
    return `${from} – ${to}`;
  }
  return from ? `${from} – …` : `… – ${to}`;
}

const docTitle = (doc) => doc.title || doc.path;

/** Columns whose values are codes with a label. */
const CODED = new Set(['status', 'verdict', 'bound', 'type', 'partner_type', 'relation', 'doc_type', 'kind', 'dimension', 'scope', 'change', 'task', 'reason', 'precision', 'anchor', 'subject_source', 'status_source', 'period_source']);

/** A field of a row as a person reads it. */
function fieldText(table, name, value) {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return word('bool', value);
  if (Array.isArray(value)) return value.join('、');
  if (name === 'adcode' || name === 'region') return regionName(value) === value ? value : `${regionName(value)} ${value}`;
  if (!CODED.has(name)) return String(value);
  return word(name === 'partner_type' ? 'type' : name.endsWith('_source') ? 'source' : name, value);
}

const badge = (group, value) => h('span', { class: `badge ${group}-${value}` }, word(group, value));
