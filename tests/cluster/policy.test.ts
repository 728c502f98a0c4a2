/** @jest-environment node */
import { admin, runner, RUNS } from './facts';
import { CREATE_CASES, UPDATE_CASES } from './policyCases';

type Json = Record<string, unknown>;

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The RFC 7386 patch from one object to another. */
function mergePatch(from: Json, to: Json): Json {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  const changes = [...keys].flatMap((key): Array<[string, unknown]> => {
    const [before, after] = [from[key], to[key]];
    if (JSON.stringify(before) === JSON.stringify(after)) {
      return [];
    }
    return [[key, after === undefined ? null : isMap(before) && isMap(after) ? mergePatch(before, after) : after]];
  });
  return Object.fromEntries(changes);
}

const nameOf = (object: Json) => (object.metadata as { name: string }).name;

test.each(CREATE_CASES.map((one) => [one.name, one] as const))('create: %s', async (_name, { object, refused }) => {
  const { status, body } = await runner.send('POST', RUNS, object);
  if (refused === undefined) {
    expect({ status, message: body.message }).toEqual({ status: 201, message: undefined });
    return;
  }
  expect({ status, message: body.message }).toEqual({ status: 422, message: expect.stringContaining(refused) });
});

test.each(UPDATE_CASES.map((one) => [one.name, one] as const))('update: %s', async (_name, one) => {
  const { object, oldObject = {}, refused } = one;
  await admin.must('POST', RUNS, oldObject);
  const patch = mergePatch(oldObject, object);
  const { status, body } = await runner.merge(`${RUNS}/${nameOf(oldObject)}`, patch);
  if (refused === undefined) {
    expect({ status, message: body.message }).toEqual({ status: 200, message: undefined });
    return;
  }
  expect({ status, message: body.message }).toEqual({ status: 422, message: expect.stringContaining(refused) });
});
