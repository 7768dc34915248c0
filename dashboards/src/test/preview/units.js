// Numbers as Grafana shows them, by the names of its units.
const TIMES = [[86400, ' d'], [3600, ' h'], [60, ' min'], [1, ' s'], [1e-3, ' ms'], [1e-6, ' µs']];

function digits(value) {
  const size = Math.abs(value);
  return Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)).toString();
}

function scaled(value, base, names) {
  let power = 0;
  while (Math.abs(value) >= base && power < names.length - 1) {
    value /= base;
    power++;
  }
  return digits(value) + names[power];
}

function formatted(value, unit) {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  switch (unit) {
    case 'percentunit': return digits(value * 100) + '%';
    case 'bytes': return scaled(value, 1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB']);
    case 'Bps': return scaled(value, 1000, [' B/s', ' kB/s', ' MB/s', ' GB/s']);
    case 's': return duration(value);
    case 'none': return digits(value);
    case 'short': return scaled(value, 1000, ['', ' K', ' Mil', ' Bil']);
    default: return scaled(value, 1000, ['', 'K', 'M']) + ' ' + ({ops: 'ops/s', pps: 'p/s', iops: 'io/s', reqps: 'req/s'}[unit] || unit);
  }
}

function duration(value) {
  if (value === 0) return '0 s';
  for (const [size, name] of TIMES) if (Math.abs(value) >= size) return digits(value / size) + name;
  return digits(value * 1e6) + ' µs';
}
