import { OrgRole } from '@grafana/data';
import { config, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';
import { NEVER } from 'rxjs';

import { UserError } from '../shared/errors';
import { testIds } from '../shared/testIds';
import { dropDraft } from './form/draft';
import { formRequest, formValues } from './form/model';
import { RunForm, type RunFormProps } from './RunForm';
import { MemoryTekton } from './testing/memoryTekton';
import { aRun, everyKind } from './testing/samples';

// Busy machines are slow; what is waited for comes, or never does.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(40_000);

// Grafana's events and annotations are not what is looked at here: annotations have their own tests.
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getAppEvents: () => ({ publish: () => undefined }),
}));

const KEY = 'test';
const started = jest.fn();

beforeEach(() => {
  config.bootData.user.orgRole = OrgRole.Editor;
  config.bootData.user.login = 'ana';
  setBackendSrv({ fetch: () => NEVER } as unknown as BackendSrv);
  dropDraft(KEY);
  started.mockClear();
});

function show(cluster: MemoryTekton, props: Partial<RunFormProps> = {}) {
  const page = (
    <MemoryRouter>
      <RunForm api={cluster} draftKey={KEY} timeZone="utc" onStarted={started} {...props} />
    </MemoryRouter>
  );
  const user = userEvent.setup({ delay: null });
  return { user, ...render(page) };
}

const form = () => screen.findByTestId(testIds.start.form);
const unfold = (title: RegExp) => fireEvent.click(screen.getByRole('button', { name: title }));
/** Once it is filled in it is among the parameters that are folded. */
const name = () => {
  if (!screen.queryByLabelText(/test-name/)) {
    unfold(/^Parameters/);
  }
  return screen.getByLabelText(/test-name/);
};
const review = async () => {
  fireEvent.click(screen.getByTestId(testIds.start.toReview));
  return screen.findByTestId(testIds.start.review);
};
const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });

describe('the form', () => {
  it('has a control with a label for every kind of param', async () => {
    show(new MemoryTekton([], [everyKind()]));
    await form();
    expect(name()).toHaveValue('');
    unfold(/^Parameters decode · small/);
    expect(screen.getByLabelText(/^Workload\s?deployment-name/)).toHaveValue('decode');
    expect(screen.getByRole('combobox', { name: /^model/i })).toHaveValue('small');
    expect(screen.getByRole('radio', { name: 'Yes' })).toBeChecked();
    expect(screen.getByLabelText('tags, item 1')).toHaveValue('a');
    expect(screen.getByLabelText('image, repo')).toHaveValue('r');
    expect(screen.getByLabelText('Rate of step 1')).toHaveValue('0.5');
    expect(screen.getByRole('img', { name: /10m 00s long, at most 0.5 req\/s/ })).toBeInTheDocument();
    expect(screen.getByRole('combobox', { name: 'Scaler' })).toHaveValue('Static');
  });

  it('works for a pipeline without params', async () => {
    const cluster = new MemoryTekton([], [everyKind({ params: [], workspaces: [] })]);
    show(cluster);
    expect(await form()).toHaveTextContent('takes no parameters');
    expect(await review()).toHaveTextContent('Not known');
  });

  it('says what is missing and does not go on', async () => {
    show(new MemoryTekton([], [everyKind()]));
    await form();
    fireEvent.click(screen.getByTestId(testIds.start.toReview));
    expect(await screen.findByText('test-name has no default: give a value.')).toBeInTheDocument();
    expect(screen.queryByTestId(testIds.start.review)).not.toBeInTheDocument();
  });

  it('says at the row what is wrong with a step', async () => {
    show(new MemoryTekton([], [everyKind()]));
    await form();
    type(name(), 'stair');
    type(screen.getByLabelText('Rate of step 1'), '-3');
    fireEvent.click(screen.getByTestId(testIds.start.toReview));
    expect(await screen.findByText(/Step 1 needs attention/)).toBeInTheDocument();
    expect(screen.getByText(/rate is more than 0/)).toBeInTheDocument();
  });

  it('adds, duplicates and removes steps, by button and by key', async () => {
    const { user } = show(new MemoryTekton([], [everyKind()]));
    await form();
    const rows = () => within(screen.getByTestId(testIds.start.steps)).getAllByRole('group', { name: /^Step/ });
    await user.click(screen.getByRole('button', { name: 'Add step' }));
    expect(screen.getByLabelText('Name of step 2')).toHaveFocus();
    expect(screen.getByLabelText('Delay of step 2')).toHaveValue('600');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(rows()).toHaveLength(3);
    await user.click(screen.getByRole('button', { name: 'Remove step 1' }));
    expect(rows()).toHaveLength(2);
  });

  it('shows 300 steps a page at a time, and says that they are too many', async () => {
    const values = formValues(everyKind());
    const step = values.steps![0]!;
    values.steps = Array.from({ length: 300 }, (_, i) => ({ ...step, key: String(i), name: `s${i}` }));
    const initial = formRequest(values, everyKind());
    show(new MemoryTekton([], [everyKind()]), { initial });
    await form();
    expect(document.querySelectorAll('[role=group][aria-label^="Step "]')).toHaveLength(25);
    type(screen.getByLabelText('Rate of step 1'), '2');
    expect(screen.getByLabelText('Rate of step 1')).toHaveValue('2');
    type(name(), 'x');
    fireEvent.click(screen.getByTestId(testIds.start.toReview));
    expect(await screen.findByText(/300 steps.*Remove 44/)).toBeInTheDocument();
  });
});

describe('starting', () => {
  async function ready(cluster = new MemoryTekton([], [everyKind()]), props: Partial<RunFormProps> = {}) {
    const shown = show(cluster, { gpusPerReplica: 2, ...props });
    await form();
    type(name(), 'stair');
    const shownReview = await review();
    await waitFor(() => expect(shownReview).toHaveTextContent(/It affects no other run|Runs in progress/));
    return { cluster, review: shownReview, ...shown };
  }

  it('says in numbers what will happen, and that the server accepts it', async () => {
    const { review } = await ready();
    expect(review).toHaveTextContent(
      /About 5m 30s of reset, 10m 00s of load, about 1m 00s to finish: ends at about 20/
    );
    expect(review).toHaveTextContent(/2: 1 replica throughout, 2 each/);
    expect(review).toHaveTextContent('experiment-01/wva-load-test');
    expect(await screen.findByText(/server accepts this run/)).toBeInTheDocument();
    expect(review).toHaveTextContent('It affects no other run');
  });

  it('names the run that it would disturb', async () => {
    const cluster = new MemoryTekton([], [everyKind()]);
    const values = formValues(everyKind());
    const running = await cluster.createRun(formRequest(values, everyKind(), 'other-run'), { startedBy: 'bob' });
    cluster.set([{ ...running, phase: 'running' }]);
    const { review } = await ready(cluster);
    expect(review).toHaveTextContent(/experiment-01\/other-run.*puts load on the same workload/);
    expect(screen.getByTestId(testIds.start.submit)).toHaveTextContent('Start anyway');
  });

  it('asks for a second yes while it is not known what it disturbs', async () => {
    const cluster = new MemoryTekton([aRun({ name: 'by-hand', variant: undefined })], [everyKind()]);
    const { review, user } = await ready(cluster);
    expect(review).toHaveTextContent(/by-hand.*which workload it loads is not known/);
    expect(screen.getByTestId(testIds.start.submit)).toBeDisabled();
    await user.click(screen.getByRole('checkbox', { name: /without knowing which runs this affects/ }));
    expect(screen.getByTestId(testIds.start.submit)).toBeEnabled();
  });

  it('says that it waits for a run of the same Pipeline, where the Pipeline waits', async () => {
    const cluster = new MemoryTekton([aRun({ variant: 'decode' })], [everyKind({ waitsItsTurn: true })]);
    const { review } = await ready(cluster);
    expect(review).toHaveTextContent(/the new run waits until it has ended/);
    expect(screen.getByTestId(testIds.start.submit)).toHaveTextContent(/^Start$/);
  });

  it('starts once, however often it is clicked', async () => {
    const { cluster, user } = await ready();
    await user.tripleClick(screen.getByTestId(testIds.start.submit));
    await waitFor(() => expect(started).toHaveBeenCalledTimes(1));
    expect(cluster.created).toHaveLength(1);
    expect(started.mock.calls[0][0]).toMatchObject({ experiment: 'stair', startedBy: 'ana', mode: 'static' });
  });

  it('keeps all that was typed when the start fails, and tries again under the same name', async () => {
    const { cluster } = await ready();
    cluster.createFailure = new UserError({
      title: 'No answer',
      message: 'gone <i>away</i>',
      nextStep: 'Try again.',
      transient: true,
    });
    const runName = screen.getByText(/^wva-load-test-[a-z0-9]{5}$/).textContent;
    fireEvent.click(screen.getByTestId(testIds.start.submit));
    expect(await screen.findByText('gone <i>away</i>')).toBeInTheDocument();
    fireEvent.click(screen.getByTestId(testIds.start.submit));
    await waitFor(() => expect(started).toHaveBeenCalledTimes(1));
    expect(started.mock.calls[0][0].name).toBe(runName);
    expect(cluster.created).toHaveLength(2);
  });

  it('comes back to the form with everything in it', async () => {
    await ready();
    fireEvent.click(screen.getByRole('button', { name: 'Back to the form' }));
    await form();
    expect(name()).toHaveValue('stair');
  });

  it('keeps what was typed over a refresh and over a reload of the page', async () => {
    const { unmount } = await ready();
    unmount();
    const again = show(new MemoryTekton([], [everyKind()]));
    await form();
    expect(name()).toHaveValue('stair');
    again.unmount();
    expect(sessionStorage.getItem('llmd-wva-app:draft:test')).toContain('"stair"');
  });

  it.each([
    ['a Viewer', () => (config.bootData.user.orgRole = OrgRole.Viewer), true, /takes the Editor role/],
    ['a data source without a runner token', () => undefined, false, /it has no runner token/],
  ])('does not offer it to %s, and says why', async (_, prepare, canStart, reason) => {
    prepare();
    const cluster = new MemoryTekton([], [everyKind()]);
    cluster.canStart = canStart;
    const { review } = await ready(cluster);
    expect(screen.getByTestId(testIds.start.submit)).toBeDisabled();
    expect(review).toHaveTextContent(reason);
  });
});

describe('before there is a form', () => {
  it('says that there is no Pipeline, and what to do', async () => {
    show(new MemoryTekton([], []));
    expect(await screen.findByText('No Pipeline in experiment-01')).toBeInTheDocument();
  });

  it('says that the pipeline of the options is not there', async () => {
    show(new MemoryTekton([], [everyKind()]), { pipeline: 'gone' });
    expect(await screen.findByText('The pipeline gone is not in experiment-01')).toBeInTheDocument();
  });

  it('says why pipelines cannot be read, and asks again', async () => {
    const cluster = new MemoryTekton([], [everyKind()]);
    const read = cluster.pipelines.bind(cluster);
    cluster.pipelines = () =>
      Promise.reject(new UserError({ title: 'Forbidden', message: 'may not list pipelines', nextStep: 'Ask.' }));
    show(cluster);
    expect(await screen.findByText('may not list pipelines')).toBeInTheDocument();
    cluster.pipelines = read;
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
    expect(await form()).toBeInTheDocument();
  });
});
