import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { locationUtil, type GrafanaConfig } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';

import { comparePath, configPath, overviewPath, runPath } from '../routes';
import { PageButton } from './PageButton';

function servedUnder(appSubUrl: string) {
  locationUtil.initialize({
    config: { appSubUrl } as GrafanaConfig,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
  });
}

afterEach(() => servedUnder(''));

const RUN = { namespace: 'experiment-01', name: 'stair-1' };
const PATHS = [overviewPath(), configPath(), runPath(RUN), comparePath({ runs: [RUN] })];

test.each(['', '/grafana', '/team/grafana'])('under "%s" the address of a button has it, once', (appSubUrl) => {
  servedUnder(appSubUrl);
  render(
    <>
      {[...PATHS, ...PATHS.map((one) => `${appSubUrl}${one}`)].map((href, i) => (
        <PageButton key={i} href={href}>
          Open
        </PageButton>
      ))}
    </>
  );
  const expected = PATHS.map((one) => `${appSubUrl}${one}`);
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([...expected, ...expected]);
});

test('an address elsewhere stays as it is', () => {
  servedUnder('/grafana');
  render(<PageButton href="https://llm-d.ai/docs">Open</PageButton>);
  expect(screen.getByRole('link').getAttribute('href')).toBe('https://llm-d.ai/docs');
});

test('no other file has a button that is a plain link', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
  const plain = sources.filter((file) => /\bLinkButton\b/.test(readFileSync(path.join('src', file), 'utf8')));
  expect(plain.map((file) => path.basename(file)).sort()).toEqual(['PageButton.tsx']);
});
