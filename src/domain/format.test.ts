import { figureText } from './analysis/figureText';
import { KPI_IDS } from './analysis/kpis';
import { formatDuration, formatQuantity } from './format';

it.each([
  [0, '0s'],
  [-3, '0s'],
  [41.6, '42s'],
  [59.9, '1m 00s'],
  [725, '12m 05s'],
  [3599.6, '1h 00m'],
  [3900, '1h 05m'],
  [86_400, '1d 00h'],
  [97_200, '1d 03h'],
  [86_400 * 9999, '9999d 00h'],
  [1e18, '> 9999d'],
  [NaN, '–'],
  [undefined, '–'],
])('%p s is %p', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [42.19, 's', undefined, '42.19 s'],
  [0.2486, 's', undefined, '249 ms'],
  [0.0385, 's', undefined, '38.5 ms'],
  [0, 's', undefined, '0 s'],
  [269, 's', undefined, '4m 29s'],
  [-269, 's', undefined, '-4m 29s'],
  [1796.8, 'm', 1, '1,796.8 min'],
  [0.4787, 'percentunit', 2, '47.87 %'],
  [11_040.2, 'short', 0, '11,040'],
  [0.75, 'reqps', { most: 2 }, '0.75 req/s'],
  [0.5, 'reqps', { most: 2 }, '0.5 req/s'],
  [1234, 'watt', 1, '1.2 kW'],
  [4e8, 'decbytes', 1, '400.0 MB'],
  [0, 'watth', 1, '0.0 Wh'],
  [9, 'suffix: GPU-h', 2, '9.00 GPU-h'],
  [81.4, 'celsius', 0, '81 °C'],
  [undefined, 's', undefined, '–'],
  [NaN, 'short', 0, '–'],
] as const)('%p in %s reads %p', (value, unit, decimals, text) => {
  expect(formatQuantity(value, unit, decimals)).toBe(text);
});

test('with more digits, durations of minutes can be told apart', () => {
  expect(formatQuantity(2499.313, 's', undefined, 1)).toBe('2,499.313 s');
});

describe('whatever the browser speaks', () => {
  const native = Number.prototype.toLocaleString;
  beforeEach(() => {
    jest.spyOn(Number.prototype, 'toLocaleString').mockImplementation(function (this: number, locale, options) {
      return native.call(this, locale ?? 'de-DE', options);
    });
  });
  afterEach(() => jest.restoreAllMocks());

  it('every figure of a run has one style of number', () => {
    expect((1796.8).toLocaleString()).toBe('1.796,8');
    const texts = KPI_IDS.map((id) => figureText(id, 1796.8));
    expect(texts.filter((text) => /,\d{1,2}(?!\d)/.test(text))).toEqual([]);
    expect(texts).toEqual(expect.arrayContaining(['29m 57s', '1,797', '1,796.80 GPU-h', '1,796.8 min']));
  });
});
