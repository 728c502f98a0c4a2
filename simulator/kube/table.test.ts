import { humanDuration } from './table';

// Cases of k8s.io/apimachinery/pkg/util/duration/duration_test.go
it.each([
  [-5, '<invalid>'],
  [0, '0s'],
  [1, '1s'],
  [70, '70s'],
  [190, '3m10s'],
  [70 * 60, '70m'],
  [47 * 3600, '47h'],
  [49 * 3600, '2d1h'],
  [(8 * 24 + 2) * 3600, '8d'],
  [367 * 86400, '367d'],
  [(365 * 2 + 25) * 86400, '2y25d'],
  [365 * 8 * 86400 + 2 * 3600, '8y'],
])('%d s are %s', (seconds, text) => {
  expect(humanDuration(seconds)).toBe(text);
});
