import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { UserError } from '../shared/errors';
import { MarksNotice } from './ReconcileAnnotations';

const refused = new UserError({ title: 'no', message: 'forbidden', nextStep: 'Ask an administrator.' });

test.each([
  ['nothing while few runs are left', { left: 29 }, undefined],
  [
    'how many runs are left, and how long that takes',
    { left: 4988 },
    /4,?988 runs of the last 7 days are not marked on charts yet.*in about 2h 46m/,
  ],
  [
    'a refusal, and nothing else',
    { error: refused, left: 4988 },
    /not marked on charts.*forbidden Ask an administrator/,
  ],
])('says %s', (_, reconciling, text) => {
  const { container } = render(<MarksNotice {...reconciling} />);
  expect(screen.queryAllByRole('button')).toHaveLength(text ? 1 : 0);
  expect(container.textContent).toMatch(text ?? /^$/);
});

test('is gone once dismissed, and a refusal after it is said', async () => {
  const { container, rerender } = render(<MarksNotice left={100} />);
  await userEvent.click(screen.getByRole('button'));
  rerender(<MarksNotice left={90} />);
  expect(container.textContent).toBe('');
  rerender(<MarksNotice left={90} error={refused} />);
  expect(container.textContent).toContain('forbidden');
});
