/** @jest-environment node */
import { inSteps } from './pastRules';

const rule = (record: string, expr: string) => ({ record, expr });
const names = (groups: Array<{ rules: Array<{ record: string }> }>) =>
  groups.map(({ rules }) => rules.map(({ record }) => record));

test('a rule is evaluated after those that it reads, and all others at once', () => {
  const [first, second, third] = inSteps({
    groups: [
      { name: 'a', rules: [rule('x:sum', 'sum(x)'), rule('y:sum', 'sum(x:sum) + sum(y)'), rule('w:sum', 'sum(w)')] },
      { name: 'b', rules: [rule('z:sum', 'y:sum * 2'), rule('v:sum', 'sum(v)')] },
    ],
  });
  expect(names(first!.groups)).toEqual([['x:sum', 'w:sum'], ['v:sum']]);
  expect(names(second!.groups)).toEqual([['y:sum']]);
  expect(names(third!.groups)).toEqual([['z:sum']]);
});

test('a circle is said', () => {
  const groups = [{ name: 'a', rules: [rule('x:sum', 'y:sum'), rule('y:sum', 'x:sum')] }];
  expect(() => inSteps({ groups })).toThrow('in a circle: x:sum, y:sum');
});
