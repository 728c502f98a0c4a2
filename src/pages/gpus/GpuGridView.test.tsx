import { fireEvent, render as renderPlain, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import type { Gpu } from '../../domain/gpu';
import { GpuGridView } from './GpuGridView';
import { RankedGpus } from './RankedGpus';

/** Nodes and pods are links. */
const render = (view: React.ReactElement) => renderPlain(view, { wrapper: MemoryRouter });

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
  render(<GpuGridView gpus={gpus(1, 2)} measure="utilization" format={percent} label="grid" />);
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
  render(<GpuGridView gpus={all} measure="utilization" format={percent} label="grid" />);
  const names = screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
  expect(names[0]).toContain('GPU 0, instance 1 (3g.20gb) · no utilisation with MIG · work/pod-<b>0');
  expect(names[1]).toContain('shared by work/p, work/q');
});

test('one stop of the Tab key, arrows from GPU to GPU', async () => {
  render(<GpuGridView gpus={gpus(2, 2)} measure="utilization" format={percent} label="grid" />);
  const cells = within(screen.getByRole('group', { name: 'grid' })).getAllByRole('button');
  await userEvent.tab();
  expect(screen.getByRole('link', { name: 'node-0' })).toHaveFocus();
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

test('a GPU leads to the GPUs of its node and to the variant of its pod', () => {
  const [first] = gpus(1, 1);
  const pods = [
    { namespace: 'work', pod: 'decode-5f6d9c8b7-x2k4p', variant: 'decode' },
    { namespace: 'work', pod: 'a-tool' },
  ];
  render(<GpuGridView gpus={[{ ...first!, pods }]} measure="utilization" format={percent} label="grid" />);
  expect(screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['node-0', '/a/llmd-wva-app/gpus?var-node=node-0'],
    ['work/decode-5f6d9c8b7-x2k4p', '/a/llmd-wva-app/variants/work/decode'],
  ]);
});

test('few GPUs say whose they are; more only their number', () => {
  const { rerender } = render(<GpuGridView gpus={gpus(3, 4)} measure="utilization" format={percent} label="grid" />);
  const first = () => screen.getByRole('group', { name: 'grid' }).querySelector('button');
  expect(first()).toHaveTextContent('0%GPU 0pod-<b>0');
  rerender(<GpuGridView gpus={gpus(20, 8)} measure="utilization" format={percent} label="grid" />);
  expect(first()).toHaveTextContent(/^0%0$/);
});

test('free, idle and busy GPUs are counted', () => {
  const all = gpus(1, 4).map((gpu, i) => ({ ...gpu, utilization: i === 0 ? 0.01 : 0.9 }));
  render(<GpuGridView gpus={all} measure="utilization" format={percent} label="grid" />);
  const key = within(screen.getByRole('list', { name: 'GPUs by use' })).getAllByRole('listitem');
  expect(key.map((item) => item.textContent)).toEqual(['1 held, busy', '1 held, idle', '2 free']);
});

test('1,200 GPUs are all there, without a number in each', () => {
  render(<GpuGridView gpus={gpus(150, 8)} measure="utilization" format={percent} label="grid" />);
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
