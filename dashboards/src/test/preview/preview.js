// Draws a dashboard that is checked in from the answers that its queries had. PAGE holds both.
const COLORS = ['#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#5794f2', '#b877d9', '#fade2a', '#37872d', '#e0b400', '#c4162a', '#a352cc'];
const NAMED = {green: '#3d9970', orange: '#e08b1a', red: '#d6404f'};
const BINARY = ['bytes'];
const CELL = 26, GAP = 6, WIDTH = 1264;

const element = (tag, name, text) => Object.assign(document.createElement(tag), {className: name || '', textContent: text ?? ''});

function named(target, series) {
  const labels = series.labels;
  const text = (target.legendFormat || target.alias || '').replace(/\{\{(\w+)\}\}/g, (all, label) => labels[label] ?? '').replace(/\$tag_(\w+)/g, (all, label) => labels[label] ?? '');
  return text || Object.values(labels).join(' ') || 'lines';
}

function all(panel) {
  const found = [];
  for (const target of panel.targets)
    for (const series of (PAGE.answers[panel.id] || {})[target.refId] || []) found.push({name: named(target, series), target, ...series});
  return found;
}

function color(panel, value) {
  let now = 'green';
  for (const step of panel.fieldConfig.defaults.thresholds.steps) if (step.value === undefined || value >= step.value) now = step.color;
  return NAMED[now];
}

const last = series => series.points.map(point => point.value).filter(value => value !== null).at(-1);

const KINDS = {
  stat(panel, body) {
    const value = last(all(panel)[0]);
    const box = element('div', 'stat', formatted(value, panel.fieldConfig.defaults.unit));
    if (panel.options.colorMode === 'background') {
      box.classList.add('filled');
      box.style.background = color(panel, value);
    }
    body.append(box);
  },

  bargauge(panel, body) {
    const unit = panel.fieldConfig.defaults.unit;
    const shown = all(panel);
    const most = panel.fieldConfig.defaults.max ?? Math.max(...shown.map(last));
    for (const series of shown) {
      const bar = element('div', 'bar');
      const track = element('div'), fill = element('i');
      fill.style.width = Math.min(100, (last(series) / most) * 100) + '%';
      fill.style.background = color(panel, last(series));
      track.append(fill);
      bar.append(element('span', '', series.name), track, element('b', '', formatted(last(series), unit)));
      body.append(bar);
    }
  },

  table(panel, body) {
    const rows = new Map(), labels = new Set(), values = [];
    for (const target of panel.targets) {
      const column = target.legendFormat || 'Count';
      values.push({column, unit: unitOf(panel, column)});
      for (const series of (PAGE.answers[panel.id] || {})[target.refId] || []) {
        Object.keys(series.labels).forEach(label => labels.add(label));
        const key = JSON.stringify(series.labels);
        if (!rows.has(key)) rows.set(key, {...series.labels});
        rows.get(key)['=' + column] = last(series);
      }
    }
    const table = element('table'), head = element('tr');
    [...labels].forEach(label => head.append(element('th', '', label)));
    values.forEach(value => head.append(element('th', '', value.column)));
    table.append(head);
    for (const row of rows.values()) {
      const line = element('tr');
      [...labels].forEach(label => line.append(element('td', '', row[label])));
      values.forEach(value => {
        const cell = element('td', '', formatted(row['=' + value.column], value.unit));
        if (panel.fieldConfig.defaults.thresholds.steps.length > 1 && value.unit === 'percentunit') cell.style.color = color(panel, row['=' + value.column] ?? 0);
        line.append(cell);
      });
      table.append(line);
    }
    body.append(table);
  },

  'state-timeline'(panel, body) {
    const shown = all(panel);
    const times = shown.flatMap(series => series.points.map(point => point.time));
    const from = Math.min(...times), to = Math.max(...times);
    for (const series of shown) {
      const band = element('div', 'band'), track = element('div');
      series.points.forEach((point, i) => {
        const next = series.points[i + 1];
        if (point.value === null || !next) return;
        const part = element('i');
        part.style.left = ((point.time - from) / (to - from)) * 100 + '%';
        part.style.width = ((next.time - point.time) / (to - from)) * 100 + 0.1 + '%';
        part.style.background = point.value > 0 ? NAMED.red : '#2f5d3f';
        track.append(part);
      });
      band.append(element('span', '', series.name), track);
      body.append(band);
    }
  },

  logs(panel, body) {
    for (const {labels} of all(panel).slice(0, 60)) {
      const line = element('div', 'log ' + labels.stream);
      line.append(element('b', '', labels.time.substring(11, 23)), element('b', '', labels.pod), document.createTextNode(labels.message));
      body.append(line);
    }
  },

  timeseries(panel, body) {
    const shown = all(panel), defaults = panel.fieldConfig.defaults;
    const stack = defaults.custom.stacking.mode === 'normal';
    const times = [...new Set(shown.flatMap(series => series.points.map(point => point.time)))].sort((a, b) => a - b);
    const raw = shown.map(series => {
      const at = new Map(series.points.map(point => [point.time, point.value]));
      return times.map(time => at.get(time) ?? null);
    });
    const drawn = stack ? stacked(raw) : raw;
    const lines = shown.map((series, i) => ({stroke: COLORS[i % COLORS.length], width: 1.2, fill: COLORS[i % COLORS.length] + (stack ? '66' : '18'), points: {show: times.length < 3}}));
    const order = stack ? drawn.map((_, i) => drawn.length - 1 - i) : drawn.map((_, i) => i);
    const limits = defaults.thresholds.steps.filter(step => step.value !== undefined);
    const most = Math.max(...drawn.flat().filter(value => value !== null), 0);
    const axis = {stroke: '#9a9aa8', grid: {stroke: '#25272d', width: 1}, ticks: {show: false}, font: '10px DejaVu Sans'};
    new uPlot({
      width: body.clientWidth, height: body.clientHeight - 32, cursor: {show: false}, padding: [6, 22, 0, 0],
      tzDate: time => uPlot.tzDate(new Date(time * 1e3), 'Etc/UTC'),
      scales: {y: {range: [0, highest(defaults.max, most, limits)]}},
      axes: [{...axis, size: 22, values: (plot, ticks) => ticks.map(tick => new Date(tick * 1e3).toISOString().substring(11, ticks.length > 1 && ticks[1] - ticks[0] < 60 ? 19 : 16))},
        {...axis, size: 62, incrs: BINARY.includes(defaults.unit) ? [...Array(45).keys()].map(power => 2 ** power) : undefined, values: (plot, ticks) => ticks.map(tick => formatted(tick, defaults.unit))}],
      series: [{}, ...order.map(i => lines[i])],
      hooks: {draw: [plot => limits.forEach(step => limit(plot, step))]},
    }, [times.map(time => time / 1e3), ...order.map(i => drawn[i])], body);
    const legend = element('div', 'legend');
    shown.forEach((series, i) => {
      const item = element('span'), mark = element('i');
      mark.style.background = COLORS[i % COLORS.length];
      item.append(mark, document.createTextNode(series.name));
      legend.append(item);
    });
    body.append(legend);
  },
};

function stacked(raw) {
  const sums = raw[0].map(() => 0);
  return raw.map(values => values.map((value, i) => (value === null ? sums[i] : (sums[i] += value))));
}

function highest(max, most, limits) {
  if (max !== undefined) return Math.max(max, most);
  const near = limits.map(step => step.value).filter(value => value <= most * 2.5);
  return Math.max(most * 1.1, ...near.map(value => value * 1.1)) || 1;
}

function limit(plot, step) {
  const y = plot.valToPos(step.value, 'y', true);
  if (y < plot.bbox.top) return;
  plot.ctx.save();
  plot.ctx.strokeStyle = NAMED[step.color];
  plot.ctx.setLineDash([5, 4]);
  plot.ctx.beginPath();
  plot.ctx.moveTo(plot.bbox.left, y);
  plot.ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
  plot.ctx.stroke();
  plot.ctx.restore();
}

function unitOf(panel, column) {
  const own = panel.fieldConfig.overrides.find(override => override.matcher.options === column);
  return own ? own.properties[0].value : panel.fieldConfig.defaults.unit;
}

function place(node, at) {
  const column = WIDTH / 24;
  Object.assign(node.style, {left: at.x * column + 'px', top: at.y * (CELL + GAP) + 'px', width: at.w * column - GAP + 'px', height: at.h * (CELL + GAP) - GAP + 'px'});
}

function draw() {
  const head = element('header', '', PAGE.dashboard.title);
  head.append(element('small', '', PAGE.dashboard.description));
  for (const variable of PAGE.dashboard.templating.list) {
    const choice = element('span', 'choice');
    choice.append(element('b', '', variable.label), document.createTextNode(PAGE.chosen[variable.name] ?? ''));
    head.append(choice);
  }
  const grid = Object.assign(element('div'), {id: 'grid'});
  document.body.append(head, grid);
  for (const panel of PAGE.dashboard.panels) {
    if (panel.type === 'row') {
      const row = element('div', 'row', panel.title);
      place(row, panel.gridPos);
      grid.append(row);
      continue;
    }
    const box = element('div', 'panel'), body = element('div', 'body');
    box.append(element('h2', '', panel.title), body);
    place(box, panel.gridPos);
    grid.append(box);
    if (all(panel).length) KINDS[panel.type](panel, body);
    else body.append(element('div', 'none', 'No data'));
  }
}

draw();
console.log("drawn " + PAGE.dashboard.panels.length);
