import { fireEvent, render as renderPlain, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import type { Gpu } from '../../domain/gpu';
import { testIds } from '../../shared/testIds';
import { GpuGridView } from './GpuGridView';
import { DIALECTS } from '../../queries/dialect';
import { HeldBy } from './HeldBy';
import { RankedGpus } from './RankedGpus';
import type { AskNow } from './useHolders';
import { variantIn } from './variantFilter';

/** Nodes and pods are links. */
const render = (view: React.ReactElement) => renderPlain(view, { wrapper: MemoryRouter });

/** Never answers. */
const silent = () => new Promise<never>(() => undefined);
const refusing = () => Promise.reject(new Error('refused'));
const factsOf = () => screen.getByTestId(testIds.gpus.facts);
const percent = (value: number) => `${Math.round(value * 100)}%`;
const gpus = (nodes: number, perNode: number): Gpu[] =>
  Array.from({ length: nodes * perNode }, (_, i) => ({
    uuid: `GPU-${i}`,
    node: `node-${Math.floor(i / perNode)}`,
    index: String(i % perNode),
    model: 'NVIDIA L40S',
    utilization: i / (nodes * perNode),
    pods: i % 2 === 0 ? [{ namespace: 'work', pod: `pod-<b>${i}` }] : [],
  }));

test('a GPU says its node, index, value, pod and model, as text', () => {
  render(<GpuGridView gpus={gpus(1, 2)} measure="utilization" format={percent} askNow={silent} label="grid" />);
  expect(screen.getByRole('button', { name: 'node-0 · GPU 0 · 0% · work/pod-<b>0 · NVIDIA L40S' })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'node-0 · GPU 1 · 50% · free · NVIDIA L40S' })).toBeInTheDocument();
});

test('an instance of a GPU says so, and why it has no utilisation; a shared GPU names its pods', () => {
  const [first, second] = gpus(1, 2);
  const shared = ['p', 'q'].map((pod) => ({ namespace: 'work', pod }));
  const all = [
    { ...first!, instance: '1', profile: '3g.20gb', utilization: undefined },
    { ...second!, pods: shared },
  ];
  render(<GpuGridView gpus={all} measure="utilization" format={percent} askNow={silent} label="grid" />);
  const names = screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
  expect(names[0]).toContain('GPU 0, instance 1 (3g.20gb) · no utilisation with MIG · work/pod-<b>0');
  expect(names[1]).toContain('shared by work/p, work/q');
});

test('one stop of the Tab key, arrows from GPU to GPU', async () => {
  render(<GpuGridView gpus={gpus(2, 2)} measure="utilization" format={percent} askNow={silent} label="grid" />);
  const cells = within(screen.getByRole('group', { name: 'grid' })).getAllByRole('button');
  await userEvent.tab();
  expect(within(factsOf()).getByRole('link', { name: 'node-0' })).toHaveFocus();
  await userEvent.tab();
  expect(cells[0]).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}');
  expect(cells[1]).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  expect(cells[2]).toHaveFocus();
  expect(cells.filter((cell) => cell.tabIndex === 0)).toEqual([cells[2]]);
  await userEvent.tab();
  expect(cells).not.toContain(document.activeElement);
});

const HELD = [
  { namespace: 'work', pod: 'decode-5f6d9c8b7-x2k4p', variant: 'decode' },
  { namespace: 'work', pod: 'a-tool' },
];
const linksIn = (box: Element) =>
  within(box as HTMLElement)
    .getAllByRole('link')
    .map((link) => [link.textContent, link.getAttribute('href')]);

test('where Prometheus has no answer the names of its pods tell, and that is called a guess', async () => {
  const [first] = gpus(1, 1);
  const all = [{ ...first!, pods: HELD }];
  render(<GpuGridView gpus={all} measure="utilization" format={percent} askNow={refusing} label="grid" />);
  await waitFor(() =>
    expect(factsOf()).toHaveTextContent(
      'work/decode-5f6d9c8b7-x2k4p → decode (a guess, by the pod’s name) · work/a-tool'
    )
  );
  expect(linksIn(factsOf())).toEqual([
    ['node-0', '/a/llmd-wva-app/gpus?var-node=node-0'],
    ['decode', '/a/llmd-wva-app/variants/work/decode'],
  ]);
});

test('the GPU in view leads to the variant that owns its pod, and to its model', async () => {
  const [first] = gpus(1, 1);
  const asked: string[] = [];
  const said: Array<Record<string, string>> = [
    { namespace: 'work', pod: HELD[0]!.pod, variant: 'chat', source: 'owner' },
    { namespace: 'work', pod: HELD[0]!.pod, model_name: 'llama' },
    { namespace: 'other', pod: HELD[0]!.pod, model_name: 'no' },
  ];
  const askNow: AskNow = async (query) => {
    asked.push(query(DIALECTS.plain));
    return said.map((labels) => ({ labels, times: [0], values: [1] }));
  };
  render(
    <GpuGridView
      gpus={[{ ...first!, pods: HELD }]}
      measure="utilization"
      format={percent}
      askNow={askNow}
      label="grid"
    />
  );
  await screen.findByRole('link', { name: 'Variant chat' });
  expect(linksIn(factsOf())).toEqual([
    ['node-0', '/a/llmd-wva-app/gpus?var-node=node-0'],
    ['chat', '/a/llmd-wva-app/variants/work/chat'],
    ['llama', '/a/llmd-wva-app/overview?var-namespace=work&var-variant=chat'],
  ]);
  expect(factsOf()).not.toHaveTextContent('guess');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('"decode-5f6d9c8b7-x2k4p"');
});

test('the GPUs of one variant are those that its pods hold, whatever these are called', async () => {
  const [first, second, third] = gpus(1, 3);
  const pod = (name: string) => [{ namespace: 'work', pod: name, variant: 'decode' }];
  const all = [
    { ...first!, pods: pod('x') },
    { ...second!, pods: pod('decode-5f6d9c8b7-x2k4p') },
    { ...third!, pods: [{ namespace: 'elsewhere', pod: 'x' }] },
  ];
  const askNow: AskNow = async () => [
    { labels: { namespace: 'work', pod: 'x', source: 'rule' }, times: [0], values: [1] },
  ];
  const onAll = jest.fn();
  render(
    <HeldBy holder={{ namespace: 'work', name: 'decode' }} gpus={all} askNow={askNow} onAll={onAll}>
      {(held) => held.map(({ uuid }) => <output key={uuid}>{uuid}</output>)}
    </HeldBy>
  );
  expect((await screen.findAllByRole('status')).map((one) => one.textContent)).toEqual(['GPU-0']);
  expect(screen.getByText(/GPUs held by pods of/)).not.toHaveTextContent('guess');
  fireEvent.click(screen.getByRole('button', { name: 'Show all GPUs' }));
  expect(onAll).toHaveBeenCalled();
});

test.each([
  ['work/decode', { namespace: 'work', name: 'decode' }],
  ['decode', undefined],
  ['a/b/c', undefined],
  [null, undefined],
])('the address %p names the variant %p', (text, expected) => {
  expect(variantIn(text)).toEqual(expected);
});

test('few GPUs say whose they are; more only their number', () => {
  const { rerender } = render(
    <GpuGridView gpus={gpus(3, 4)} measure="utilization" format={percent} askNow={silent} label="grid" />
  );
  const first = () => screen.getByRole('group', { name: 'grid' }).querySelector('button');
  expect(first()).toHaveTextContent('0%GPU 0pod-<b>0');
  rerender(<GpuGridView gpus={gpus(20, 8)} measure="utilization" format={percent} askNow={silent} label="grid" />);
  expect(first()).toHaveTextContent(/^0%0$/);
});

test('free, idle and busy GPUs are counted', () => {
  const all = gpus(1, 4).map((gpu, i) => ({ ...gpu, utilization: i === 0 ? 0.01 : 0.9 }));
  render(<GpuGridView gpus={all} measure="utilization" format={percent} askNow={silent} label="grid" />);
  const key = within(screen.getByRole('list', { name: 'GPUs by use' })).getAllByRole('listitem');
  expect(key.map((item) => item.textContent)).toEqual(['1 held, busy', '1 held, idle', '2 free']);
});

test('1,200 GPUs are all there, without a number in each', () => {
  render(<GpuGridView gpus={gpus(150, 8)} measure="utilization" format={percent} askNow={silent} label="grid" />);
  const cells = screen.getByRole('group', { name: 'grid' }).querySelectorAll('button');
  expect(cells).toHaveLength(1200);
  expect([...cells].every((cell) => cell.textContent === '')).toBe(true);
});

test('the ranked list shows the ends of the scale and changes its order', () => {
  const onOrder = jest.fn();
  const onPoint = jest.fn();
  render(
    <RankedGpus
      gpus={gpus(5, 8)}
      measure="utilization"
      format={percent}
      askNow={silent}
      order="highest"
      onOrder={onOrder}
      onPoint={onPoint}
    />
  );
  const items = screen.getAllByRole('listitem');
  expect(items).toHaveLength(20);
  expect(items[0]).toHaveTextContent('node-4 · GPU 7');
  expect(screen.getByText('20 of 40 GPUs')).toBeInTheDocument();
  fireEvent.mouseEnter(items[0] as HTMLElement);
  expect(onPoint).toHaveBeenCalledWith('GPU-39');
  fireEvent.click(screen.getByRole('radio', { name: 'Lowest first' }));
  expect(onOrder).toHaveBeenCalledWith('lowest');
});
