import { differingFigures } from './differingFigures';
import { testMember } from './testing';

const of = (values: Parameters<typeof testMember>[1]) => testMember({}, values).kpis;

test('only what a table shows otherwise differs, with both texts', () => {
  const recorded = of({ 'ttft-p99': 1.2, 'gpu-hours': 2, 'error-rate': 0.01 });
  const now = of({ 'ttft-p99': 1.200001, 'gpu-hours': 3 });
  const differing = differingFigures(recorded, now);
  expect(differing.map(({ id, now: text }) => [id, text])).toEqual([
    ['error-rate', '–'],
    ['gpu-hours', expect.stringContaining('3')],
  ]);
  expect(differingFigures(recorded, recorded)).toEqual([]);
});
