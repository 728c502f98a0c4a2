import { config } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import React from 'react';

import { configPath } from '../routes';
import type { DataSourceChoice } from '../shared/dataSources';
import { NotConfigured } from './NotConfigured';

function as(orgRole: string) {
  config.bootData = { ...config.bootData, user: { ...config.bootData?.user, orgRole } } as typeof config.bootData;
}

test('an Admin is led to the configuration', () => {
  as('Admin');
  render(<NotConfigured choice={{ kind: 'none' }} />);
  expect(screen.getByRole('link', { name: 'Open the configuration' })).toHaveAttribute('href', configPath());
});

test('a Viewer reads whom to ask', () => {
  as('Viewer');
  render(<NotConfigured choice={{ kind: 'none' }} />);
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
  expect(screen.getByText(/Ask an Admin/)).toBeInTheDocument();
});

test.each<[string, Exclude<DataSourceChoice, { kind: 'found' }>, string]>([
  ['several', { kind: 'several', names: ['A & B', 'C'] }, 'There are several, and none is the default: A & B, C.'],
  ['gone', { kind: 'missing', configured: '<x>' }, 'The settings name “<x>”. It was deleted, or you may not query it.'],
])('says why: %s', (_, choice, text) => {
  as('Viewer');
  render(<NotConfigured choice={choice} />);
  expect(screen.getByText(text)).toBeInTheDocument();
});
