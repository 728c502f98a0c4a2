import { render, screen } from '@testing-library/react';
import React from 'react';

import { CutName } from './CutName';

const LONG = 'prefill-heavy-llama-3.1-8b-keda-queue-depth-x7k2p';

test.each(['', 'static-1', 'a'.repeat(24), LONG, `${LONG}-שלום-🚀🚀🚀🚀🚀🚀`])('“%s” is there whole', (name) => {
  const { container } = render(<CutName name={name} />);
  expect(container).toHaveTextContent(name, { normalizeWhitespace: false });
});

test('of a long name the end stays', () => {
  render(<CutName name={LONG} />);
  expect(screen.getByText('-depth-x7k2p')).toBeVisible();
  expect(screen.getByTitle(LONG)).toBeVisible();
});

test('no character is cut in two', () => {
  const { container } = render(<CutName name={'🚀'.repeat(40)} />);
  const parts = [...container.querySelectorAll('span')].map(({ textContent }) => textContent);
  expect(parts).toEqual(['🚀'.repeat(28), '🚀'.repeat(12)]);
});
