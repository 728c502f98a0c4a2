import fc from 'fast-check';

import type { Gpu } from '../../domain/gpu';
import { SCALES, evenColumns, fillOf, gpuKey, largestOf, neighbour, ranked } from './gpuScales';

const gpu = (node: string, index: number, utilization?: number): Gpu => ({
  uuid: `${node}-${index}`,
  node,
  index: String(index),
  model: 'NVIDIA L40S',
  pods: [],
  utilization,
});

test.each([
  ['half', 0.5, 'utilization', 0.5],
  ['above the scale', 1.4, 'utilization', 1],
  ['below the scale', 10, 'temperatureCelsius', 0],
  ['none', undefined, 'powerWatts', undefined],
  ['a larger card stretches the scale', 350, 'powerWatts', 0.5],
] as const)('fill: %s', (_, value, measure, expected) => {
  expect(fillOf(value, SCALES[measure], 700)).toBe(expected);
});

test('a fill is a share, whatever the value', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true, min: 0 }), (value, largest) => {
      for (const scale of Object.values(SCALES)) {
        const fill = fillOf(value, scale, largest) ?? -1;
        expect(fill >= 0 && fill <= 1).toBe(true);
      }
    })
  );
});

test('ranking loses nobody and puts GPUs without a value last, in both orders', () => {
  const gpus = [gpu('a', 0), gpu('a', 1, 0.1), gpu('a', 2, 0.9)];
  expect(ranked(gpus, 'utilization', 'highest').map((g) => g.utilization)).toEqual([0.9, 0.1, undefined]);
  expect(ranked(gpus, 'utilization', 'lowest').map((g) => g.utilization)).toEqual([0.1, 0.9, undefined]);
  expect(largestOf(gpus, 'utilization')).toBe(0.9);
  expect(largestOf([], 'utilization')).toBe(0);
});

const grid = [gpu('a', 0), gpu('a', 1), gpu('b', 0), gpu('b', 1), gpu('c', 0)];
test.each([
  ['a-0', 'ArrowRight', 'a-1'],
  ['a-1', 'ArrowRight', 'b-0'],
  ['b-0', 'ArrowLeft', 'a-1'],
  ['a-0', 'ArrowLeft', undefined],
  ['a-1', 'ArrowDown', 'b-0'],
  ['b-1', 'ArrowUp', 'a-0'],
  ['c-0', 'ArrowDown', undefined],
  ['a-0', 'ArrowUp', undefined],
  ['b-1', 'Home', 'a-0'],
  ['b-1', 'End', 'c-0'],
  ['b-1', 'Enter', undefined],
  ['gone', 'ArrowRight', 'a-1'],
])('from %s, %s leads to %s', (from, key, expected) => {
  const next = neighbour(grid, from, key);
  expect(next && gpuKey(next)).toBe(expected);
});

test('a GPU without a UUID is named by node and index', () => {
  expect(gpuKey({ ...gpu('n', 3), uuid: '' })).toBe('n/3');
});

test.each([
  [4, 8, 4],
  [8, 4, 4],
  [6, 4, 3],
  [7, 4, 4],
  [9, 8, 3],
  [1, 2, 1],
])('%i cells in at most %i columns: %i', (count, most, expected) => {
  expect(evenColumns(count, most)).toBe(expected);
});
