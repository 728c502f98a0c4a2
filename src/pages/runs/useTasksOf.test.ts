import { renderHook, waitFor } from '@testing-library/react';

import type { RunSummary, TaskRun } from '../../domain/run';
import { useTasksOf } from './useTasksOf';

const run = (name: string, resourceVersion: string) =>
  ({ uid: name, namespace: 'n', name, phase: 'running', resourceVersion }) as RunSummary;

test('a run that changes is read again, and the others are not', async () => {
  const asked: string[] = [];
  const api = {
    taskRuns: async ({ name }: { name: string }) => {
      asked.push(name);
      return { items: [] as TaskRun[] };
    },
  };
  const { result, rerender } = renderHook((visible: RunSummary[]) => useTasksOf(api, visible), {
    initialProps: [run('a', '1'), run('b', '1')],
  });
  await waitFor(() => expect(result.current.size).toBe(2));
  rerender([run('a', '2'), run('b', '1')]);
  await waitFor(() => expect(asked).toHaveLength(3));
  expect(asked).toEqual(['a', 'b', 'a']);
});
