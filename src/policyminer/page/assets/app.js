// Address to view, the head of the page, language and light.

const VIEWS = {
  overview: overviewView, indicators: indicatorsView, events: eventsView, network: networkView, regions: regionsView, progress: progressView, checks: checksView,
};

/** The address: #/view?name=value or #/doc/ID?at=… */
function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [view, id] = path.split('/');
  const first = META.kind === 'part' ? 'doc' : 'overview';
  return { view: view || first, id: id ? decodeURIComponent(id) : META.kind === 'part' ? Object.keys(META.pages).find((d) => byId('pm-' + d)) : null, params: Object.fromEntries(new URLSearchParams(query || '')) };
}

/** Keep the address true without drawing anew. */
function replaceAddress(path, params) {
  const query = new URLSearchParams(Object.entries(params).filter(([, v]) => v)).toString();
  history.replaceState(null, '', `#/${path}${query ? '?' + query : ''}`);
  drawn();
}

/** Say which address the page shows by now: it follows a link a moment after the address has changed. */
function drawn() { document.documentElement.dataset.address = location.hash; }

function drawHead(at) {
  const link = (view) => h('a', { href: viewHref(view), 'aria-current': at === view ? 'page' : null }, t(view));
  byId('head').replaceChildren(
    h('div', { class: 'head-line' },
      h('a', { class: 'brand', href: viewHref('overview') }, t('title')),
      h('nav', { class: 'tabs', 'aria-label': t('views') }, Object.keys(VIEWS).map(link)),
      h('div', { class: 'tools' }, reviewStrip(),
        h('button', { type: 'button', id: 'language', lang: language === 'zh' ? 'en' : 'zh', onclick: () => { language = language === 'zh' ? 'en' : 'zh'; KEPT.set('language', language); draw(); } }, t('language')),
        h('button', { type: 'button', id: 'theme', 'aria-label': t('theme'), title: t('theme'), onclick: () => { KEPT.set('theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'); applyTheme(); } }, '◐'))));
}

function applyTheme() {
  const kept = KEPT.get('theme');
  document.documentElement.dataset.theme = kept || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function draw() {
  const { view, id, params } = route();
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelector('.skip').textContent = t('skip');
  const known = view === 'doc' || view in VIEWS ? view : 'overview';
  drawHead(known);
  const main = byId('main');
  current = null;
  main.className = `view-${known}`;
  if (known === 'doc') {
    main.replaceChildren(documentView(id, params));
    document.title = `${DOCS.has(id) ? visible(docTitle(DOCS.get(id))) : ''} · ${t('title')}`;
    window.scrollTo(0, 0);
    if (current) showAt(current, params.at);
  } else {
    main.replaceChildren(h('h1', { class: known === 'overview' ? 'unseen' : '' }, t(known)), VIEWS[known](params), footer());
    document.title = `${t(known)} · ${t('title')}`;
  }
  drawn();
}

const footer = () => h('footer', { class: 'foot' }, `policyminer ${META.version} · ${t('snapshot')} ${META.snapshot} · ${t('rules')} ${META.rules}`);

function onAddress() {
  const { view, id, params } = route();
  if (view === 'doc' && current && current.id === id) { showAt(current, params.at); drawn(); return; }
  draw();
  if (view !== 'doc') window.scrollTo(0, 0);
}

addEventListener('hashchange', onAddress);
document.addEventListener('keydown', documentKeys);
document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); byId('main').focus(); });
document.addEventListener('decisions', () => { if (current && current.at >= 0) showDetail(current, current.facts[current.at]); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
applyTheme();
draw();
