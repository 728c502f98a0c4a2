import { parseTime } from './times';
import { UsageError } from './usage';

const NOW = Date.parse('2026-11-28T12:00:00Z');

test.each([
  ['2026-11-28T10:00:00Z', Date.parse('2026-11-28T10:00:00Z')],
  ['2026-11-28T10:00Z', Date.parse('2026-11-28T10:00:00Z')],
  ['2026-11-28T10:00:00.250+02:00', Date.parse('2026-11-28T08:00:00.250Z')],
  ['1764324000', 1_764_324_000_000],
  ['1764324000.5', 1_764_324_000_500],
  ['1764324000123', 1_764_324_000_123],
  ['now', NOW],
  ['now-1h', NOW - 3_600_000],
  ['now-1h30m', NOW - 5_400_000],
  ['now-2d', NOW - 172_800_000],
])('%s', (text, time) => expect(parseTime('from', text, NOW)).toBe(time));

test.each([
  '',
  'yesterday',
  'now+1h',
  'now-',
  'now-1',
  '2026-11-28',
  '2026-11-28T10:00:00',
  '2026-13-01T00:00:00Z',
  '-5',
])('%j is no time, and which option it was is said', (text) => {
  expect(() => parseTime('from', text, NOW)).toThrow(UsageError);
  expect(() => parseTime('from', text, NOW)).toThrow('--from');
});
