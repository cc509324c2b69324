// Elements are made from text only: what stands in a document is never markup.

/** Control and direction characters, which hide or reorder what is read. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** The name of a control character: U+202E. */
const codeName = (c) => 'U+' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');

/** Text in which control characters are named. */
const visible = (text) => String(text).replace(CONTROLS, (c) => `⟨${codeName(c)}⟩`);

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' && 'value' in element) element.value = value;
    else if (name === 'vars') for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else element.setAttribute(name, value === true ? '' : visible(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
  return element;
}

const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);
const s = (tag, props, ...children) => fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props, children);
const byId = (id) => document.getElementById(id);

/** Tell a screen reader what has changed. */
function say(text) { byId('say').textContent = visible(text); }

/** Do a step at every event as long as the element is part of the page. */
function onEvent(source, name, element, step) {
  const act = () => { if (element.isConnected) step(); else source.removeEventListener(name, act); };
  source.addEventListener(name, act);
}

function debounce(step, wait = 150) {
  let timer = 0;
  return (...args) => { clearTimeout(timer); timer = setTimeout(() => step(...args), wait); };
}

function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = h('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** A cell of a CSV file; text that a spreadsheet would run as a formula is quoted with an apostrophe. */
function csvCell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  let text = Array.isArray(value) ? value.join('、') : String(value);
  if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

const csvText = (head, rows) => '\ufeff' + [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
