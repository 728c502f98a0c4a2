import fc from 'fast-check';

import {
  annotatedRun,
  EXTEND_MS,
  NOTE_TAG,
  noteText,
  parseNote,
  reconcile,
  RUN_TAG,
  runTag,
  uidTag,
  wantedAnnotation,
  type AnnotationWrite,
  type RunAnnotation,
  type RunLinks,
} from './annotation';
import { RUN_PHASES, type Run } from './run';

const links: RunLinks = {
  run: ({ namespace, name }) => `/a/app/runs/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
};
const T0 = Date.UTC(2026, 0, 1, 12);

function run(change: Partial<Run> = {}): Run {
  return {
    namespace: 'experiment-01',
    name: 'stair-x7k2p',
    uid: '6f1c2a7e-1111-4222-8333-444455556666',
    resourceVersion: '1',
    phase: 'running',
    reason: 'Running',
    createdAt: T0,
    startedAt: T0 + 2000,
    pipeline: 'wva-load-test',
    experiment: 'stair',
    mode: 'wva',
    variant: 'decode',
    startedBy: 'ana',
    plannedSeconds: 3600,
    managed: true,
    message: '',
    params: [
      { name: 'scaled-object', value: 'spec:\n  minReplicaCount: 1\n  maxReplicaCount: 12\n' },
      { name: 'namespace', value: 'workload' },
    ],
    results: [],
    skippedTasks: [],
    manifest: {},
    loadProfile: {
      steps: [{ name: 'a', delaySeconds: 0, durationSeconds: 3600, rate: 0.5, promptTokens: 1024, outputTokens: 2048 }],
    },
    ...change,
  };
}

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

const hostile = fc.oneof(
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc.constantFrom(
    '..',
    '../../etc',
    '"; drop',
    '<script>alert(1)</script>',
    '🚀'.repeat(80),
    'a'.repeat(63),
    'a'.repeat(64),
    'run=x y=z',
    'a:b:c',
    '%',
    "it's"
  )
);
const anyRun: fc.Arbitrary<Run> = fc
  .record({
    namespace: hostile.filter((s) => s !== ''),
    name: hostile.filter((s) => s !== ''),
    uid: fc.uuid(),
    phase: fc.constantFrom(...RUN_PHASES),
    createdAt: fc.integer({ min: T0, max: T0 + 1e9 }),
    startedAt: fc.option(fc.integer({ min: T0, max: T0 + 1e9 }), { nil: undefined }),
    finishedAt: fc.option(fc.integer({ min: T0, max: T0 + 1e9 }), { nil: undefined }),
    plannedSeconds: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
    experiment: fc.option(hostile, { nil: undefined }),
    pipeline: fc.option(hostile, { nil: undefined }),
    variant: fc.option(hostile, { nil: undefined }),
    startedBy: fc.option(hostile, { nil: undefined }),
  })
  .map((change) => run({ ...change, params: [{ name: 'namespace', value: change.namespace }] }));

describe('what an annotation says', () => {
  it('tells start, planned end, tags of the contract and a link while the run goes on', () => {
    const wanted = wantedAnnotation(run(), links, T0 + 60_000);
    expect(wanted).toEqual({
      time: T0 + 2000,
      timeEnd: T0 + 2000 + 3600_000,
      tags: [
        'wva-run',
        'run:experiment-01/stair-x7k2p',
        'uid:6f1c2a7e-1111-4222-8333-444455556666',
        'experiment:stair',
        'status:running',
      ],
      text:
        'stair with WVA running: experiment-01/stair-x7k2p <a href="/a/app/runs/experiment-01/stair-x7k2p">Open run</a><br>' +
        'run=experiment-01/stair-x7k2p experiment=stair pipeline=wva-load-test mode=wva variant=decode namespace=workload ' +
        'planned=3600s replicas=1..12 by=ana load=0/3600@0.5:1024/2048',
    });
  });

  it.each([
    ['ended', { phase: 'succeeded', finishedAt: T0 + 100_000 }, T0 + 100_000],
    ['ended before it started, by clocks that differ', { phase: 'failed', finishedAt: T0 - 5 }, T0 + 2000],
    ['never started', { phase: 'failed', startedAt: undefined, finishedAt: undefined }, T0],
  ] as const)('ends where the run did when it %s', (_, change, end) => {
    expect(wantedAnnotation(run(change), links, T0 + 9e6).timeEnd).toBe(end);
  });

  it('keeps the region of an overdue run ahead of now, and leaves it alone while it is', () => {
    const now = T0 + 2 * 3600_000;
    const first = wantedAnnotation(run(), links, now);
    expect(first.timeEnd).toBeGreaterThan(now);
    expect(first.timeEnd).toBeLessThanOrEqual(now + EXTEND_MS);
    const annotation = { id: 1, ...first };
    expect(reconcile({ runs: [run()], now: now + 1000 }, [annotation], links)).toEqual([]);
    expect(reconcile({ runs: [run()], now: first.timeEnd + 1 }, [annotation], links)).toHaveLength(1);
  });

  it('fits Grafana, whatever the names: 500 bytes of tags, 100 characters a value, no second colon, no markup', () => {
    fc.assert(
      fc.property(anyRun, (r) => {
        const { tags, text, time, timeEnd } = wantedAnnotation(r, links, T0);
        expect(new TextEncoder().encode(JSON.stringify(tags)).length).toBeLessThanOrEqual(500);
        for (const tag of tags.slice(1)) {
          expect(tag.slice(tag.indexOf(':') + 1)).not.toMatch(/:|^\s|\s$/);
          expect(tag.slice(tag.indexOf(':') + 1).length).toBeLessThanOrEqual(100);
        }
        expect(tags).toContain(`uid:${r.uid}`);
        expect(text.replace(/<a href="[^"<>]*">Open run<\/a><br>/, '')).not.toMatch(/[<>"]/);
        expect(text.length).toBeLessThan(15_000);
        expect(Number.isInteger(time) && timeEnd >= time).toBe(true);
      })
    );
  });

  it('tells long names apart by their tags', () => {
    const long = 'a'.repeat(120);
    expect(runTag({ namespace: long, name: 'x' })).not.toBe(runTag({ namespace: long, name: 'y' }));
  });

  it('can be read back after the run is pruned', () => {
    fc.assert(
      fc.property(anyRun, (r) => {
        const told = annotatedRun({ id: 1, ...wantedAnnotation(r, links, T0) });
        const plain = /^[^/\s]{1,100}$/.test(r.namespace) && /^[^/\s]{1,100}$/.test(r.name);
        if (plain) {
          expect(told).toMatchObject({ uid: r.uid, status: r.phase, mode: 'wva', load: [{ rate: 0.5 }] });
          expect(told?.plannedSeconds).toBe(r.plannedSeconds);
        }
      })
    );
    expect(annotatedRun({ id: 1, ...wantedAnnotation(run(), links, T0) })).toMatchObject({
      run: { namespace: 'experiment-01', name: 'stair-x7k2p' },
      experiment: 'stair',
      pipeline: 'wva-load-test',
      variant: 'decode',
      namespace: 'workload',
      replicas: '1..12',
      startedBy: 'ana',
      plannedSeconds: 3600,
    });
  });

  it('keeps a note as text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (note) => {
        expect(noteText(note)).not.toMatch(/[<>"']/);
        expect(parseNote(noteText(note))).toBe(note.trim());
      })
    );
  });
});

describe('reconcile', () => {
  const note: RunAnnotation = {
    id: 99,
    time: T0,
    timeEnd: T0,
    text: 'x',
    tags: [NOTE_TAG, runTag(run()), uidTag(run().uid)],
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
      const unknown = { id: 1, ...(write as { annotation: typeof open }).annotation };
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
