import fc from 'fast-check';

import { NOTE_TAG, noteText, runTag, type RunAnnotation } from './runAnnotation';
import { run, T0 } from './runAnnotation.fixtures';
import { cleanTags, LABEL_TAG, labelsByUid, labelsIn, labelWrites, type RunLabels } from './runLabels';

const RUN = run();

/** Grafana's side. */
function applied(labels: RunLabels, before: RunAnnotation[] = []): RunAnnotation[] {
  let all = [...before];
  for (const write of labelWrites(RUN, labels, before, T0)) {
    if (write.kind === 'create') {
      all.push({ id: 100, ...write.annotation });
    } else if (write.kind === 'update') {
      all = all.map((one) => (one.id === write.id ? { id: one.id, ...write.annotation } : one));
    } else {
      all = all.filter(({ id }) => id !== write.id);
    }
  }
  return all;
}

test('what is written is read back, whatever it says, and writing it again writes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
      (tags, note) => {
        const [one] = applied({ tags, note });
        const read = one && labelsIn(one);
        expect(read?.tags ?? []).toEqual(cleanTags(tags));
        expect(labelWrites(RUN, { tags, note }, one ? [one] : [], T0)).toEqual([]);
        expect(labelWrites(RUN, read ?? { tags: [], note: '' }, one ? [one] : [], T0)).toEqual([]);
      }
    )
  );
});

test('a note is text, never markup', () => {
  const [one] = applied({ tags: ['kv'], note: 'a <b> & "c" --> <!-- x -->' });
  expect(one?.text).not.toMatch(/<b>|<!-- x/);
  expect(one && labelsIn(one)).toEqual({ tags: ['kv'], note: 'a <b> & "c" --> <!-- x -->' });
});

test('labels change in place, of doubles the first stays, and empty ones are taken away', () => {
  const [first] = applied({ tags: ['a'], note: '' });
  const double = { ...first!, id: 101 };
  const changed = applied({ tags: ['b'], note: 'hot cache' }, [double, first!]);
  expect(changed.map(({ id }) => id)).toEqual([100]);
  expect(labelsByUid(changed).get(RUN.uid)).toEqual({ tags: ['b'], note: 'hot cache' });
  expect(applied({ tags: [' '], note: ' ' }, changed)).toEqual([]);
});

test('notes at a time, and labels of another run of that name, are left alone', () => {
  const note = { id: 1, time: T0, timeEnd: T0, tags: [NOTE_TAG, runTag(RUN)], text: noteText('x', RUN.uid) };
  const [other] = applied({ tags: ['a'], note: '' });
  const foreign = { ...other!, id: 2, text: other!.text.replace(RUN.uid, 'another') };
  expect(applied({ tags: [], note: '' }, [note, foreign])).toEqual([note, foreign]);
  expect(labelsIn({ tags: [LABEL_TAG], text: 'by hand' })).toBeUndefined();
});
