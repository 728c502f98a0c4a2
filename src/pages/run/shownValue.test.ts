import type { ParamValue } from '../../domain/run';
import { blockTitle, shownValue, type ShownValue } from './shownValue';

const plain = (text: string): ShownValue => ({ kind: 'plain', text });

it.each<[ParamValue, ShownValue]>([
  ['4', plain('4')],
  ['', { kind: 'empty' }],
  ['  \n', { kind: 'empty' }],
  [[], { kind: 'empty' }],
  [{}, { kind: 'empty' }],
  [['a', ''], { kind: 'list', items: [plain('a'), { kind: 'empty' }] }],
  [{ min: '1' }, { kind: 'entries', entries: [{ key: 'min', value: plain('1') }] }],
  ['kind: ScaledObject\nspec: {}\n', { kind: 'block', text: 'kind: ScaledObject\nspec: {}' }],
  ['{"a":[1]}', { kind: 'block', text: '{\n  "a": [\n    1\n  ]\n}' }],
  ['{{template}}', plain('{{template}}')],
  ['<img src=x onerror=alert(1)>', plain('<img src=x onerror=alert(1)>')],
])('%j', (value, shown) => {
  expect(shownValue(value)).toEqual(shown);
});

it.each([
  ['kind: ScaledObject\nmetadata:\n  name: decode', 'ScaledObject decode'],
  ['name: step-1\ndelay: 0', 'step-1'],
  ['just\nlines', undefined],
  ['a: [', undefined],
  ['metadata:', undefined],
  ['a: &a [1]\nb: *a', undefined],
])('the title of %j is %j', (text, title) => {
  expect(blockTitle(text)).toBe(title);
});
