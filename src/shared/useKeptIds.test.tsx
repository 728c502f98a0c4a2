import { act, renderHook, waitFor } from '@testing-library/react';

import { useKeptIds, type UserStorage } from './useKeptIds';

function memory(items: Record<string, string> = {}): UserStorage & { items: Record<string, string> } {
  return {
    items,
    getItem: async (key) => items[key],
    setItem: async (key, value) => void (items[key] = value),
  };
}

test('what was chosen is there again, in its order, and what is chosen twice is not', async () => {
  const storage = memory({ stars: '["n/a","n/b"]' });
  const { result } = renderHook(() => useKeptIds(storage, 'stars'));
  expect(result.current.ids).toBeUndefined();
  await waitFor(() => expect([...(result.current.ids ?? [])]).toEqual(['n/a', 'n/b']));
  act(() => result.current.toggle('n/c'));
  act(() => result.current.toggle('n/a'));
  expect([...(result.current.ids ?? [])]).toEqual(['n/b', 'n/c']);
  expect(storage.items.stars).toBe('["n/b","n/c"]');
});

test.each([
  ['is no JSON', memory({ stars: '{' })],
  ['is no list', memory({ stars: '{"a":1}' })],
  ['cannot be read', { ...memory(), getItem: () => Promise.reject(new Error('403')) }],
])('what %s is empty, and can be chosen anew', async (_, storage) => {
  const { result } = renderHook(() => useKeptIds(storage, 'stars'));
  await waitFor(() => expect(result.current.ids?.size).toBe(0));
  act(() => result.current.toggle('n/a'));
  expect([...(result.current.ids ?? [])]).toEqual(['n/a']);
});

test('the latest 50 stay', async () => {
  const { result } = renderHook(() => useKeptIds(memoryOfNone, 'stars'));
  await waitFor(() => expect(result.current.ids).toBeDefined());
  for (let i = 0; i <= 50; i += 1) {
    act(() => result.current.toggle(`n/${i}`));
  }
  expect([...(result.current.ids ?? [])]).toEqual(Array.from({ length: 50 }, (_, i) => `n/${i + 1}`));
});
const memoryOfNone = memory();
