import { textUtil } from '@grafana/data';
import fc from 'fast-check';

import {
  annotatedRun,
  EXTEND_MS,
  markedUid,
  noteText,
  parseNote,
  reconcile,
  runTag,
  wantedAnnotation,
  writtenUid,
} from './runAnnotation';
import { anyRun, links, run, T0 } from './runAnnotation.fixtures';

describe('what an annotation says', () => {
  it('tells start, planned end, tags of the contract and a link while the run goes on', () => {
    const wanted = wantedAnnotation(run(), links, T0 + 60_000);
    expect(wanted).toEqual({
      time: T0 + 2000,
      timeEnd: T0 + 2000 + 3600_000,
      tags: ['wva-run', 'run:experiment-01/stair-x7k2p', 'experiment:stair', 'status:running'],
      text:
        'stair with WVA running: experiment-01/stair-x7k2p <a href="/a/app/runs/experiment-01/stair-x7k2p">Open run</a>' +
        '<br>replicas 1..12, planned 60 min, by ana' +
        '<!-- run=experiment-01/stair-x7k2p uid=6f1c2a7e-1111-4222-8333-444455556666 experiment=stair ' +
        'pipeline=wva-load-test mode=wva variant=decode namespace=workload ' +
        'planned=3600s replicas=1..12 by=ana load=0/3600@0.5:1024/2048 -->',
    });
  });

  it('leads to the charts of what was under load, at its time, when there are any', () => {
    const charts = ({ namespace, variant, from, to }: Record<string, unknown>) =>
      `/d/x?${namespace}&${variant}&${from}&${to}`;
    const end = T0 + 2000 + 3600_000;
    const { text } = wantedAnnotation(run(), { ...links, charts }, T0 + 60_000);
    expect(text).toContain(
      `</a> · <a href="/d/x?workload&amp;decode&amp;${T0 + 2000}&amp;${end}">Charts</a><br>replicas `
    );
    expect(annotatedRun({ id: 1, ...wantedAnnotation(run(), { ...links, charts }, T0) })).toMatchObject({
      variant: 'decode',
    });
    expect(wantedAnnotation(run({ variant: undefined }), { ...links, charts }, T0).text).not.toContain('Charts');
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
        expect(tags.filter((tag) => tag.includes(r.uid))).toEqual([]);
        expect(markedUid({ tags, text })).toBe(r.uid);
        const markup = /<a href="[^"<>]*">Open run<\/a>(?:<br>)?|<!-- | -->$/g;
        expect(text.replace(markup, '')).not.toMatch(/[<>"]/);
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
        const annotated = annotatedRun({ id: 1, ...wantedAnnotation(r, links, T0) });
        const plain = /^[^/\s]{1,100}$/.test(r.namespace) && /^[^/\s]{1,100}$/.test(r.name);
        if (plain) {
          expect(annotated).toMatchObject({ uid: r.uid, status: r.phase, mode: 'wva', load: [{ rate: 0.5 }] });
          expect(annotated?.plannedSeconds).toBe(r.plannedSeconds);
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

  it('shows a person what ran, and nothing of what programs keep in it', () => {
    const { text } = wantedAnnotation(run(), links, T0);
    const shown = document.createElement('div');
    shown.innerHTML = textUtil.sanitize(text);
    expect(shown.textContent).toBe(
      'stair with WVA running: experiment-01/stair-x7k2p Open runreplicas 1..12, planned 60 min, by ana'
    );
  });

  it('is read as versions before wrote it', () => {
    const wanted = wantedAnnotation(run(), links, T0);
    const tags = [...wanted.tags, `uid:${run().uid}`];
    const tagged = wanted.text.replace(/ uid=\S+/, '');
    const visible = tagged.replace(/<br>.*<!-- (.*) -->$/, '<br>$1');
    expect(visible).toContain('Open run</a><br>run=');
    for (const text of [tagged, visible]) {
      expect(annotatedRun({ id: 1, ...wanted, tags, text })).toEqual(annotatedRun({ id: 1, ...wanted }));
      expect(reconcile({ runs: [run()], now: T0 }, [{ id: 1, ...wanted, tags, text }], links)).toEqual([
        { kind: 'update', id: 1, annotation: wanted },
      ]);
    }
  });

  it('keeps a note as text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (note) => {
        const text = noteText(note, 'uid-1');
        expect(text.replace(/<!-- uid=uid-1 -->$/, '')).not.toMatch(/[<>"']/);
        expect(writtenUid({ tags: [], text })).toBe('uid-1');
        expect(parseNote(text)).toBe(note.trim());
      })
    );
  });
});
