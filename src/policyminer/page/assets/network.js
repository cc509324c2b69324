// Universities, the places, schools and agencies they work with, and the evidence of each tie.

const NODE_SIZES = { university: 9, region: 7.5, school: 6, agency: 6 };

function networkView(params) {
  const net = META.network;
  if (!net || !net.nodes.length) return h('p', { class: 'empty' }, t('no_values'));
  const chosen = net.nodes.findIndex((n) => nodeKey(n) === params.node);
  const picture = drawNetwork(net, chosen);
  const find = h('input', { type: 'search', list: 'node-names', 'aria-label': t('find_node'), placeholder: t('find_node'), onchange: () => {
    const node = net.nodes.find((n) => n.name === find.value.trim());
    if (node) location.hash = viewHref('network', { node: nodeKey(node) });
  } });
  return h('div', {},
    h('p', { class: 'hint' }, t('network_about')),
    h('div', { class: 'filters' }, find, h('datalist', { id: 'node-names' }, net.nodes.map((n) => h('option', { value: n.name }))), picture.buttons,
      h('ul', { class: 'legend' }, Object.keys(NODE_SIZES).map((type) => h('li', {}, h('span', { class: `swatch node-${type}` }), word('type', type)))),
      params.node ? h('a', { class: 'chip', href: viewHref('network') }, params.node.split(':').slice(1).join(':'), ' ✕') : null),
    net.all > net.nodes.length ? h('p', { class: 'hint' }, `${net.nodes.length} / ${net.all} ${t('nodes')}: ${t('best_connected')}`) : null,
    h('div', { class: 'card picture' }, picture.svg), partnershipsGrid(params));
}

const nodeKey = (n) => `${n.type}:${n.name}`;

function drawNetwork(net, chosen) {
  const near = new Set(chosen < 0 ? [] : [chosen, ...net.edges.flatMap((e) => (e.a === chosen ? [e.b] : e.b === chosen ? [e.a] : []))]);
  const faint = (i) => (chosen >= 0 && !near.has(i) ? ' faint' : '');
  const open = (n) => () => { location.hash = viewHref('network', { node: net.nodes[chosen] === n ? null : nodeKey(n) }); };
  const edges = net.edges.map((e) => {
    const [a, b] = [net.nodes[e.a], net.nodes[e.b]];
    const mine = chosen >= 0 && (e.a === chosen || e.b === chosen);
    return s('line', { class: `edge${mine ? ' mine' : chosen >= 0 ? ' faint' : ''}`, x1: a.x, y1: a.y, x2: b.x, y2: b.y, 'stroke-width': Math.min(6, 1 + Math.log2(e.rows)) });
  });
  const nodes = net.nodes.map((n, i) => {
    const size = NODE_SIZES[n.type] || 6;
    const name = n.name.length > 12 ? n.name.slice(0, 11) + '…' : n.name;
    return s('g', { class: `node node-${n.type}${i === chosen ? ' chosen' : ''}${faint(i)}`, role: 'button', tabindex: '0', 'aria-label': `${n.name}, ${word('type', n.type)}, ${n.rows}`, 'aria-pressed': String(i === chosen), 'data-node': nodeKey(n),
      onclick: open(n), onkeydown: (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); open(n)(); } } },
      n.type === 'university' ? s('rect', { x: n.x - size, y: n.y - size, width: 2 * size, height: 2 * size, rx: 4 }) : s('circle', { cx: n.x, cy: n.y, r: size }),
      s('text', { x: n.x, y: n.y + size + 13, 'text-anchor': 'middle' }, name), s('title', {}, `${n.name} (${n.rows})`));
  });
  const box = [-20, -24, net.width + 40, net.height + 48];
  const svg = s('svg', { class: 'network', viewBox: box.join(' '), role: 'group', 'aria-label': t('network') }, edges, nodes);
  return { svg, buttons: zoomButtons(svg, box, net.nodes.filter((_, i) => near.has(i))) };
}

/** Zoom by buttons and wheel, move by dragging; all by the view box. */
function zoomButtons(svg, whole, near) {
  let box = [...whole];
  const set = () => svg.setAttribute('viewBox', box.join(' '));
  const zoom = (factor, x = box[0] + box[2] / 2, y = box[1] + box[3] / 2) => {
    const wide = Math.min(whole[2], Math.max(240, box[2] * factor));
    const f = wide / box[2];
    box = [x - (x - box[0]) * f, y - (y - box[1]) * f, wide, box[3] * f];
    set();
  };
  if (near.length) {
    const [x, y] = ['x', 'y'].map((axis) => near.map((n) => n[axis]));
    const [low, high] = [Math.min(...x) - 90, Math.max(...x) + 90];
    const [top, foot] = [Math.min(...y) - 40, Math.max(...y) + 50];
    box = [low, top, high - low, foot - top];
    svg.classList.add('near');
    set();
  }
  let drag = null;
  svg.addEventListener('pointerdown', (e) => { drag = { x: e.clientX, y: e.clientY, box: [...box] }; });
  svg.addEventListener('pointermove', (e) => {
    if (!drag) return;
    const scale = box[2] / svg.clientWidth;
    box = [drag.box[0] - (e.clientX - drag.x) * scale, drag.box[1] - (e.clientY - drag.y) * scale, box[2], box[3]];
    set();
  });
  for (const end of ['pointerup', 'pointerleave']) svg.addEventListener(end, () => { drag = null; });
  svg.addEventListener('wheel', (e) => {
    if (!e.ctrlKey && !e.metaKey) return;  // plain scrolling moves the page
    e.preventDefault();
    const place = svg.getBoundingClientRect();
    zoom(e.deltaY > 0 ? 1.2 : 0.83, box[0] + ((e.clientX - place.left) / place.width) * box[2], box[1] + ((e.clientY - place.top) / place.height) * box[3]);
  }, { passive: false });
  const button = (name, sign, act) => h('button', { type: 'button', 'aria-label': t(name), title: t(name), onclick: act }, sign);
  return h('span', { class: 'zoom' }, button('zoom_in', '+', () => zoom(0.7)), button('zoom_out', '−', () => zoom(1.43)), button('zoom_all', '⤢', () => { box = [...whole]; svg.classList.remove('near'); set(); }));
}

function partnershipsGrid(params) {
  const [type, ...rest] = (params.node || '').split(':');
  const name = rest.join(':');
  const rows = !params.node ? T.partnerships : T.partnerships.filter((r) => (type === 'university' && r.university === name) || (r.partner_type === type && r.partner === name));
  return grid({
    name: 'partnerships', title: t('partnerships'), rows, view: 'network', params, href: rowHref, reviewed: true,
    columns: [
      plainColumn('partnerships', 'university', { kind: 'name' }),
      { ...plainColumn('partnerships', 'relation'), cell: (r) => h('span', { class: 'badge' }, word('relation', r.relation)) },
      plainColumn('partnerships', 'partner', { kind: 'name' }),
      { ...plainColumn('partnerships', 'partner_type'), cell: (r) => word('type', r.partner_type) },
      { key: 'evidence', title: t('evidence'), kind: 'wide', cell: (r) => h('span', { class: 'sentence' }, r.evidence.length > 110 ? r.evidence.slice(0, 110) + '…' : r.evidence) },
      documentColumn(),
      { key: 'review', title: t('review'), kind: 'review', cell: (r) => reviewButtons(r) },
    ],
    filters: [
      { key: 'relation', title: columnTitle('partnerships', 'relation'), value: (r) => r.relation, label: (v) => word('relation', v) },
      { key: 'type', title: columnTitle('partnerships', 'partner_type'), value: (r) => r.partner_type, label: (v) => word('type', v) },
      documentFilter(), reviewFilter(),
    ],
    words: (r) => [r.university, r.partner, r.evidence].join(' '),
    csv: csvOf('partnerships', T.partnerships),
  });
}
