/** Test ids that components carry and browser tests look for; one tree, so a rename is one change. */
export const testIds = {
  errorNotice: 'data-testid wva error-notice',
  emptyState: 'data-testid wva empty-state',
  overview: { page: 'data-testid wva overview' },
  gpus: { page: 'data-testid wva gpus' },
  runs: { page: 'data-testid wva runs', list: 'data-testid wva runs list', row: 'data-testid wva runs row' },
  run: { page: 'data-testid wva run' },
  config: { form: 'data-testid wva config form' },
  panel: { root: 'data-testid wva experiment panel' },
  start: {
    form: 'data-testid wva start form',
    review: 'data-testid wva start review',
    submit: 'data-testid wva start submit',
  },
} as const;
