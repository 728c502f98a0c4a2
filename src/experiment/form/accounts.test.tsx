import { config, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { OrgRole } from '@grafana/data';
import { configure, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';
import { NEVER } from 'rxjs';

import type { RunRequest } from '../../domain/pipeline';
import { testIds } from '../../shared/testIds';
import { RunForm } from '../RunForm';
import { MemoryTekton } from '../testing/memoryTekton';
import { everyKind } from '../testing/samples';
import { accountProblem, withAccount } from './accounts';
import { dropDraft } from './draft';
import { formValues } from './model';

configure({ asyncUtilTimeout: 10_000 });

const BOTH = ['wva-experiment', 'pipeline'];

describe('the account that a run begins with', () => {
  const given = { generateName: 'a-', params: [], workspaces: [], serviceAccountName: 'given' };
  it.each([
    ['our Pipeline', 'wva-experiment', undefined, BOTH, 'wva-experiment'],
    ['another Pipeline', 'wva-load-test', undefined, BOTH, 'pipeline'],
    ["another Pipeline where OpenShift's account is not let in", 'wva-load-test', undefined, ['builder'], 'builder'],
    ['a preset that names one', 'wva-load-test', given, BOTH, 'given'],
    ['any account may do', 'wva-experiment', undefined, undefined, ''],
    ['none may do', 'wva-experiment', undefined, [], ''],
  ])('%s', (_when, pipeline, from, allowed, account) => {
    expect(withAccount(formValues(everyKind(), from), pipeline, allowed).serviceAccountName).toBe(account);
  });
});

test.each([
  ['pipeline', BOTH, undefined],
  [' pipeline ', BOTH, undefined],
  ['default', BOTH, 'under wva-experiment or pipeline only'],
  ['', BOTH, 'under wva-experiment or pipeline only'],
  ['', [], 'lets no account'],
  ['default', undefined, undefined],
])('of "%s" with %j', (account, allowed, problem) => {
  const found = accountProblem(account, allowed);
  expect(found === undefined).toBe(problem === undefined);
  expect(found ?? '').toContain(problem ?? '');
});

describe('the field', () => {
  const KEY = 'accounts';
  beforeEach(() => {
    config.bootData.user.orgRole = OrgRole.Editor;
    setBackendSrv({ fetch: () => NEVER } as unknown as BackendSrv);
    dropDraft(KEY);
  });
  const show = (allowed: string[] | undefined, initial?: RunRequest) => {
    const cluster = new MemoryTekton([], [everyKind()]);
    cluster.allowed = allowed;
    render(
      <MemoryRouter>
        <RunForm api={cluster} draftKey={KEY} timeZone="utc" onStarted={() => undefined} initial={initial} />
      </MemoryRouter>
    );
    return cluster;
  };
  const advanced = async () => {
    await screen.findByTestId(testIds.start.form);
    fireEvent.click(screen.getByRole('button', { name: /^Advanced/ }));
  };

  it('offers those that are let in, and sends the chosen one', async () => {
    show(BOTH);
    await advanced();
    const field = screen.getByRole('combobox', { name: /Service account/ });
    expect(field).toHaveValue('pipeline');
    await userEvent.click(field);
    // jsdom has no sizes, so the list draws no options; the keyboard reaches them: it opens at the chosen one.
    await userEvent.keyboard('{ArrowUp}{Enter}');
    fireEvent.click(screen.getByRole('button', { name: 'Show YAML' }));
    expect(screen.getByText(/serviceAccountName: wva-experiment/)).toBeInTheDocument();
  });

  it('says that the account of an earlier run is no longer let in', async () => {
    const request = { namespace: 'experiment-01', pipeline: 'wva-load-test', generateName: 'a-', workspaces: [] };
    show(BOTH, { ...request, params: [{ name: 'test-name', value: 'a' }], serviceAccountName: 'default' });
    await screen.findByTestId(testIds.start.form);
    fireEvent.click(screen.getByTestId(testIds.start.toReview));
    expect(await screen.findByText(/lets runs start under wva-experiment or pipeline only/)).toBeInTheDocument();
    expect(screen.queryByTestId(testIds.start.review)).not.toBeInTheDocument();
  });

  it('takes any text where the policy is not known', async () => {
    show(undefined);
    await advanced();
    expect(screen.getByRole('textbox', { name: /Service account/ })).toHaveValue('');
  });
});
