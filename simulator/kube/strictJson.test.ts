import fc from 'fast-check';

import { duplicateFields } from './strictJson';

describe('duplicateFields', () => {
  it.each<[string, string[]]>([
    ['{}', []],
    ['{"a":1,"b":{"a":1}}', []],
    ['{"a":1,"a":2}', ['a']],
    ['{"spec":{"params":[{"name":"x"},{"name":"y","name":"z"}]}}', ['spec.params[1].name']],
    ['{"a":1,"a":2,"a":3}', ['a']],
    ['{"a\\"b":1, "a\\"b" : [true,null,-1.5e3] }', ['a"b']],
    ['[{"a":"}]{"},"x"]', []],
  ])('%s has %j', (text, found) => {
    expect(duplicateFields(text)).toEqual(found);
  });

  it('finds none in what JSON.stringify has written, with or without white space', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(duplicateFields(JSON.stringify(value, undefined, indent))).toEqual([]);
      })
    );
  });
});
