import { act, renderHook } from '@testing-library/react';

import { useAct } from './useAct';

test('what failed is said until it is tried again', async () => {
  const { result } = renderHook(() => useAct());
  const states: unknown[] = [];
  const look = () => states.push([result.current.busy, result.current.failure]);
  const error = new Error('refused');

  for (const work of [() => Promise.reject(error), () => Promise.resolve()]) {
    look();
    let ended = Promise.resolve();
    act(() => {
      ended = result.current.act(work);
    });
    look();
    await act(() => ended);
    look();
  }
  expect(states).toEqual([
    [false, undefined],
    [true, undefined],
    [false, error],
    [false, error],
    [true, undefined],
    [false, undefined],
  ]);
});
