import fc from 'fast-check';

import type { KubeObject } from './objects';
import { Pager } from './paging';

const object = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name, namespace: 'n', uid: name, resourceVersion: '1', creationTimestamp: '' },
});
const all = () => true;

function readAll(pager: Pager, limit: number, objects: () => KubeObject[], between = () => {}): string[] {
  const names: string[] = [];
  let token = '';
  do {
    const page = pager.page('x/n', { limit, continue: token, selective: false }, 7, objects, all);
    names.push(...page.items.map(({ metadata }) => metadata.name));
    expect(page.remainingItemCount ?? 0).toBe(page.continue ? objectsLeft(objects(), names) : 0);
    token = page.continue ?? '';
    between();
  } while (token);
  return names;
}
const objectsLeft = (objects: KubeObject[], read: string[]) => objects.length - read.length;

describe('Pager', () => {
  it('gives every object exactly once and in order, for any limit', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,4}$/), { maxLength: 40 });
    fc.assert(
      fc.property(names, fc.integer({ min: 0, max: 50 }), (given, limit) => {
        const sorted = [...given].sort();
        expect(readAll(new Pager(), limit, () => sorted.map(object))).toEqual(sorted);
      })
    );
  });

  it('shows the list as it was at its first page', () => {
    const pager = new Pager();
    const first = pager.page(
      'x/n',
      { limit: 1, continue: '', selective: false },
      7,
      () => ['a', 'b', 'c'].map(object),
      all
    );
    const next = pager.page(
      'x/n',
      { limit: 5, continue: first.continue ?? '', selective: false },
      9,
      () => ['z'].map(object),
      all
    );
    expect(next.items.map(({ metadata }) => metadata.name)).toEqual(['b', 'c']);
    expect(next.resourceVersion).toBe('7');
  });

  it('answers 410 with a token that goes on with what there is', () => {
    const pager = new Pager();
    const now = () => ['a', 'b', 'c', 'd'].map(object);
    const first = pager.page('x/n', { limit: 2, continue: '', selective: false }, 7, now, all);
    pager.expire();
    let token = '';
    try {
      pager.page('x/n', { limit: 2, continue: first.continue ?? '', selective: false }, 8, now, all);
    } catch (error) {
      expect(error).toMatchObject({ code: 410, reason: 'Expired' });
      token = (error as { continueToken: string }).continueToken;
    }
    const rest = pager.page('x/n', { limit: 0, continue: token, selective: false }, 8, now, all);
    expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(['c', 'd']);
  });

  it('does not count the rest of a selection', () => {
    const page = new Pager().page(
      'x/n',
      { limit: 1, continue: '', selective: true },
      7,
      () => ['a', 'b'].map(object),
      all
    );
    expect(page.continue).toBeDefined();
    expect(page.remainingItemCount).toBeUndefined();
  });

  it.each(['%%%', 'e30', Buffer.from('{"v":"x"}').toString('base64url')])('refuses the token %p', (token) => {
    expect(() => new Pager().page('x/n', { limit: 1, continue: token, selective: false }, 7, () => [], all)).toThrow(
      'continue key is not valid'
    );
  });
});
