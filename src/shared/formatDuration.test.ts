import { formatDuration } from './formatDuration';

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
  [NaN, '–'],
  [undefined, '–'],
])('%p s is %p', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
