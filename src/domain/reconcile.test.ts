import fc from 'fast-check';

import {
  NOTE_TAG,
  noteText,
  reconcile,
  RUN_TAG,
  runTag,
  wantedAnnotation,
  type AnnotationWrite,
  type RunAnnotation,
} from './runAnnotation';
import { anyRun, links, run, T0 } from './runAnnotation.fixtures';

/** Grafana's side: ids rise, an update of what is gone does nothing. */
class Annotations {
  private nextId = 1;
  list: RunAnnotation[] = [];
  apply(write: AnnotationWrite): void {
    switch (write.kind) {
      case 'create':
        this.list = [...this.list, { id: this.nextId++, ...write.annotation }];
        return;
      case 'update':
        this.list = this.list.map((a) => (a.id === write.id ? { id: a.id, ...write.annotation } : a));
        return;
      case 'delete':
        this.list = this.list.filter((a) => a.id !== write.id);
    }
  }
}

describe('reconcile', () => {
  const note: RunAnnotation = {
    id: 99,
    time: T0,
    timeEnd: T0,
    text: noteText('x', run().uid),
    tags: [NOTE_TAG, runTag(run())],
  };

  it('creates what is missing and never touches notes', () => {
    expect(reconcile({ runs: [run()], now: T0 }, [note], links)).toEqual([
      { kind: 'create', annotation: wantedAnnotation(run(), links, T0) },
    ]);
  });

  it('keeps the lowest id of several and deletes the rest', () => {
    const wanted = wantedAnnotation(run(), links, T0);
    const three = [7, 3, 5].map((id) => ({ id, ...wanted }));
    expect(reconcile({ runs: [run()], now: T0 }, three, links)).toEqual([
      { kind: 'delete', id: 5 },
      { kind: 'delete', id: 7 },
    ]);
  });

  it('does not go back to an earlier phase on an old view', () => {
    const done = { id: 1, ...wantedAnnotation(run({ phase: 'succeeded', finishedAt: T0 + 9000 }), links, T0) };
    expect(reconcile({ runs: [run()], now: T0 + 10_000 }, [done], links)).toEqual([]);
  });

  describe('a run that is gone', () => {
    const open = { id: 1, ...wantedAnnotation(run(), links, T0) };
    const asOf = T0 + 30 * 60_000;
    const census = { uids: new Set<string>(), namespaces: new Set(['experiment-01']), asOf };

    it('becomes unknown, cut at the time of looking, and comes back when the run does', () => {
      const [write] = reconcile({ runs: [], now: asOf, census }, [open], links);
      expect(write).toMatchObject({ kind: 'update', id: 1, annotation: { time: open.time, timeEnd: asOf } });
      const unknown: RunAnnotation = { id: 1, ...(write?.kind === 'update' ? write.annotation : open) };
      expect(unknown.tags).toContain('status:unknown');
      expect(
        reconcile({ runs: [], now: asOf + 9e6, census: { ...census, asOf: asOf + 9e6 } }, [unknown], links)
      ).toEqual([]);
      expect(reconcile({ runs: [run()], now: asOf }, [unknown], links)).toEqual([
        { kind: 'update', id: 1, annotation: { ...wantedAnnotation(run(), links, asOf) } },
      ]);
    });

    it.each([
      ['no list of what exists', undefined],
      ['a list without its namespace', { ...census, namespaces: new Set(['other']) }],
      ['a list that has it', { ...census, uids: new Set([run().uid]) }],
      ['a list older than the run', { ...census, asOf: T0 }],
    ])('is not called gone by %s', (_, partial) => {
      expect(reconcile({ runs: [], now: asOf, census: partial }, [open], links)).toEqual([]);
    });

    it('leaves the annotation of a run that had ended as it is', () => {
      const ended = { id: 1, ...wantedAnnotation(run({ phase: 'failed', finishedAt: T0 + 5000 }), links, T0) };
      expect(reconcile({ runs: [], now: asOf, census }, [ended], links)).toEqual([]);
    });
  });

  it('is idempotent: after the writes there is nothing to write', () => {
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 5 }), fc.integer({ min: T0, max: T0 + 2e9 }), (runs, now) => {
        const grafana = new Annotations();
        reconcile({ runs, now }, grafana.list, links).forEach((write) => grafana.apply(write));
        expect(reconcile({ runs, now }, grafana.list, links)).toEqual([]);
      })
    );
  });

  it('converges: two writers with views of any age, interleaved in any way, end in one annotation that is right', () => {
    const views = [
      run({ phase: 'pending', startedAt: undefined }),
      run(),
      run({ phase: 'stopping' }),
      run({ phase: 'succeeded', finishedAt: T0 + 50_000 }),
    ];
    type Writer = { queue: AnnotationWrite[] };
    const step = fc.record({
      writer: fc.nat(1),
      looks: fc.boolean(),
      view: fc.nat(3),
      skew: fc.integer({ min: -60_000, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const grafana = new Annotations();
        const writers: [Writer, Writer] = [{ queue: [] }, { queue: [] }];
        for (const { writer, looks, view, skew } of steps) {
          const mine = writer === 0 ? writers[0] : writers[1];
          if (looks) {
            mine.queue = reconcile({ runs: [views[view] ?? run()], now: T0 + skew }, grafana.list, links);
          } else {
            const [next, ...rest] = mine.queue;
            mine.queue = rest;
            if (next) {
              grafana.apply(next);
            }
          }
        }
        writers.flatMap(({ queue }) => queue).forEach((write) => grafana.apply(write));
        const last = { runs: [run({ phase: 'succeeded', finishedAt: T0 + 50_000 })], now: T0 + 60_000 };
        reconcile(last, grafana.list, links).forEach((write) => grafana.apply(write));
        expect(grafana.list.filter(({ tags }) => tags.includes(RUN_TAG))).toHaveLength(1);
        expect(grafana.list[0]).toMatchObject(wantedAnnotation(last.runs[0] ?? run(), links, last.now));
        expect(reconcile(last, grafana.list, links)).toEqual([]);
      })
    );
  });
});
