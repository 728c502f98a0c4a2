/** @jest-environment node */
import fc from 'fast-check';

import type { IncomingMessage, ServerResponse } from 'node:http';
import { Writable } from 'node:stream';

import type { KubeObject } from './objects';
import { ResourceStore, type Change } from './store';
import { selectedChange, serveWatch } from './watch';

const run = (name: string, label: string): KubeObject => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name, namespace: 'n', uid: name, resourceVersion: '', creationTimestamp: '', labels: { label } },
});

const steps = fc.array(
  fc.record({ name: fc.constantFrom('a', 'b', 'c'), label: fc.constantFrom('in', 'out', 'gone') }),
  { maxLength: 60 }
);

describe('a watch', () => {
  it('tells a view with a selector everything once, wherever it begins', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (script, cut) => {
        const store = new ResourceStore();
        const selects = ({ metadata }: KubeObject) => metadata.labels?.label === 'in';
        const view = new Map<string, string>();
        const see = (change: Change) => {
          const seen = selectedChange(change, selects);
          if (!seen) {
            return;
          }
          const { name, resourceVersion } = seen.object.metadata;
          expect(view.has(name)).toBe(seen.type !== 'ADDED');
          if (seen.type === 'DELETED') {
            view.delete(name);
          } else {
            view.set(name, resourceVersion);
          }
        };
        const at = script.length ? cut % script.length : 0;
        let listed = 0;
        script.forEach(({ name, label }, i) => {
          if (i === at) {
            store
              .list('pipelineruns', 'n')
              .filter(selects)
              .forEach(({ metadata }) => view.set(metadata.name, metadata.resourceVersion));
            listed = store.currentRevision();
          }
          if (label === 'gone') {
            store.delete('pipelineruns', 'n', name);
          } else {
            store.put('pipelineruns', run(name, label));
          }
        });
        const changes = script.length ? store.since(listed) : [];
        changes.forEach(see);
        const truth = store
          .list('pipelineruns', 'n')
          .filter(selects)
          .map(({ metadata }) => [metadata.name, metadata.resourceVersion]);
        expect([...view].sort()).toEqual(truth);
        expect(new Set(changes.map(({ revision }) => revision)).size).toBe(changes.length);
      })
    );
  });

  it('cannot be resumed over what was compacted', () => {
    const store = new ResourceStore(2);
    const first = store.put('pipelineruns', run('a', 'in')).metadata.resourceVersion;
    for (let i = 0; i < 10; i++) {
      store.put('pipelineruns', run('a', 'in'));
    }
    expect(() => store.since(Number(first))).toThrow(/^too old resource version: 100001 \(\d+\)$/);
    expect(store.since(store.currentRevision())).toEqual([]);
  });

  it('writes nothing more to a client that it has cut off for not reading', async () => {
    const store = new ResourceStore();
    const large = 'x'.repeat(6 * 1024 * 1024);
    ['a', 'b', 'c', 'd', 'e'].forEach((name) => store.put('pipelineruns', run(name, large)));
    // Takes the first chunk and is never done with it.
    const client = new Writable({ write: () => undefined });
    const failures: Error[] = [];
    client.on('error', (error) => failures.push(error));
    const res = Object.assign(client, { writeHead: () => res, flushHeaders: () => undefined });
    serveWatch(
      store,
      {
        resource: 'pipelineruns',
        apiVersion: 'tekton.dev/v1',
        kind: 'PipelineRun',
        namespace: 'n',
        selects: () => true,
        resourceVersion: '',
        bookmarks: true,
        timeoutSeconds: 60,
        representation: 'json',
        include: 'Metadata',
      },
      { req: {} as IncomingMessage, res: res as unknown as ServerResponse, now: () => 0 },
      60
    );
    store.put('pipelineruns', run('f', 'in'));
    expect(res.writableEnded).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(failures).toEqual([]);
  });
});
