import { BareNumbers } from './bareNumbers';

const text = (json: string, size: number) => {
  const bare = new BareNumbers();
  const bytes = new TextEncoder().encode(json);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bare.pass(bytes.subarray(i * size, (i + 1) * size))
  );
  return pieces.map((piece) => new TextDecoder().decode(piece)).join('');
};

test.each([1, 2, 3, 5, 1000])('bare numbers that JSON does not know are no numbers, in pieces of %i bytes', (size) => {
  const json = '{"a":NaN,"b":[-Infinity,Infinity],"NaN":"Infinity \\" NaN","c":-1.5}';
  expect(JSON.parse(text(json, size))).toEqual({ a: '', b: ['', ''], NaN: 'Infinity " NaN', c: -1.5 });
});
