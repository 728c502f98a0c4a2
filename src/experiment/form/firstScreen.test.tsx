/** The form's first screen: load, scaler and length by keyboard, the rest folded. */
import { OrgRole } from '@grafana/data';
import { config, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';
import { NEVER } from 'rxjs';
import { parse } from 'yaml';

import type { Preset } from '../../domain/pipeline';
import { decodePresets } from '../../kube/presets';
import { testIds } from '../../shared/testIds';
import { RunForm, type RunFormProps } from '../RunForm';
import { MemoryTekton } from '../testing/memoryTekton';
import { everyKind } from '../testing/samples';
import { dropDraft } from './draft';
import { formRequest, formValues } from './model';
import { withMode } from './scaling';

configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(40_000);

const KEY = 'first screen';

beforeEach(() => {
  config.bootData.user.orgRole = OrgRole.Editor;
  config.bootData.user.login = 'ana';
  setBackendSrv({ fetch: () => NEVER } as unknown as BackendSrv);
  dropDraft(KEY);
});

function show(cluster: MemoryTekton, props: Partial<RunFormProps> = {}) {
  render(
    <MemoryRouter>
      <RunForm api={cluster} draftKey={KEY} timeZone="utc" onStarted={() => undefined} {...props} />
    </MemoryRouter>
  );
  return { user: userEvent.setup({ delay: null }) };
}

const form = () => screen.findByTestId(testIds.start.form);
const name = () => screen.getByLabelText(/test-name/);
const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

describe('the first screen', () => {
  it('groups presets by load and scaler, in words, and takes the numbers of each', async () => {
    const pipeline = everyKind();
    const values = formValues(pipeline);
    const preset = (mode: 'static' | 'wva'): Preset => ({
      id: mode,
      name: `preset-stair-short-${mode}`,
      description: '',
      source: 'cluster',
      request: formRequest(
        {
          ...values,
          generateName: `stair-short-${mode}-`,
          params: values.params.map((param) =>
            param.name === 'test-name' ? { ...param, text: `stair-short-${mode}` } : param
          ),
          scaling: withMode({ ...values.scaling!, replicas: '4', initial: '2', min: '1', max: '6' }, mode),
        },
        pipeline
      ),
    });
    const cluster = new MemoryTekton([], [pipeline]);
    cluster.clusterPresets = [preset('static'), preset('wva')];
    const { user } = show(cluster, { gpusPerReplica: 2 });
    await form();
    await user.click(await screen.findByRole('combobox', { name: 'Load' }));
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByRole('combobox', { name: 'Load' })).toHaveValue('Stair short');
    const scaler = () => screen.getByRole('combobox', { name: 'Scaler' });
    await waitFor(() => expect(scaler()).toHaveValue('Autoscaler (WVA)'));
    expect(await screen.findByText(/at most 0.5 req\/s · GPUs at most: 12/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /^Replicas 1 to 6, 2 to begin with/ })).toBeInTheDocument();
    await user.click(scaler());
    await user.keyboard('{ArrowUp}{Enter}');
    expect(scaler()).toHaveValue('Static');
    expect(await screen.findByText(/GPUs at most: 8/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /^Parameters stair-short-static/ })).toBeInTheDocument();
  });

  it('stretches all steps to another length, and back', async () => {
    show(new MemoryTekton([], [everyKind()]));
    await form();
    const length = screen.getByLabelText('Length of the load');
    type(length, '1');
    type(length, '15');
    expect(screen.getByLabelText('Duration of step 1')).toHaveValue('900');
    fireEvent.blur(length);
    expect(length).toHaveValue('15');
  });

  it('is saved as a preset that the cluster offers again', async () => {
    const pipeline = everyKind();
    show(new MemoryTekton([], [pipeline]));
    await form();
    type(name(), 'stair');
    fireEvent.click(screen.getByRole('button', { name: 'Save as a preset' }));
    const map: unknown = parse(screen.getByTestId(testIds.start.yaml).textContent);
    const { presets, broken } = decodePresets({
      ...(map as object),
      metadata: { name: 'p', namespace: 'experiment-01' },
    });
    expect([broken, presets[0]?.request.namespace]).toEqual([[], 'experiment-01']);
    expect(presets[0]?.request.params).toContainEqual({ name: 'test-name', value: 'stair' });
    expect(JSON.stringify(map)).not.toContain('ana');
  });

  it('puts the keyboard where the next step is', async () => {
    show(new MemoryTekton([], [everyKind()]), { takesFocus: true });
    await form();
    expect(screen.getByRole('group', { name: 'Start an experiment' })).toHaveFocus();
    fireEvent.click(screen.getByTestId(testIds.start.toReview));
    await waitFor(() => expect(name()).toHaveFocus());
    type(name(), 'stair');
    fireEvent.click(screen.getByTestId(testIds.start.toReview));
    const shown = await screen.findByTestId(testIds.start.review);
    expect(within(shown).getByRole('heading', { name: 'This is what will happen' })).toHaveFocus();
    fireEvent.click(screen.getByRole('button', { name: 'Back to the form' }));
    await form();
    expect(screen.getByRole('group', { name: 'Start an experiment' })).toHaveFocus();
  });

  it('offers presets of both kinds, fills in the chosen one, and says which cannot be read', async () => {
    const pipeline = everyKind();
    const request = {
      ...formRequest(formValues(pipeline), pipeline),
      params: [
        { name: 'test-name', value: '<b>burst</b>' },
        { name: 'gone', value: 'x' },
      ],
    };
    const preset = (source: 'panel' | 'cluster'): Preset => ({
      id: source,
      name: `of ${source}`,
      description: '',
      source,
      request,
    });
    const cluster = new MemoryTekton([], [pipeline]);
    cluster.clusterPresets = [preset('cluster')];
    cluster.brokenPresets = [{ name: 'bad/key', error: 'is not YAML' }];
    const { user } = show(cluster, { presets: [preset('panel')] });
    await form();
    expect(await screen.findByText('bad/key: is not YAML')).toBeInTheDocument();
    await user.click(screen.getByRole('combobox', { name: 'Load' }));
    // jsdom has no sizes, so the list draws no options; the keyboard reaches them: panel first, then cluster.
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(await screen.findByRole('button', { name: /^Parameters <b>burst<.b>/ })).toBeInTheDocument();
    expect(screen.getByText(/does not have it: gone/)).toBeInTheDocument();
  });
});
