/** Test ids that components carry and browser tests look for; one tree, so a rename is one change. */
export const testIds = {
  errorNotice: 'data-testid wva error-notice',
  emptyState: 'data-testid wva empty-state',
  overview: { page: 'data-testid wva overview' },
  gpus: { page: 'data-testid wva gpus' },
  runs: { page: 'data-testid wva runs', list: 'data-testid wva runs list', row: 'data-testid wva runs row' },
  run: { page: 'data-testid wva run' },
  config: { form: 'data-testid wva config form' },
  panel: {
    root: 'data-testid wva experiment panel',
    startNew: 'data-testid wva experiment panel start',
    follow: 'data-testid wva experiment panel follow',
    recent: 'data-testid wva experiment panel recent',
  },
  cancel: { dialog: 'data-testid wva cancel dialog', confirm: 'data-testid wva cancel confirm' },
  notes: { list: 'data-testid wva notes', text: 'data-testid wva notes text', add: 'data-testid wva notes add' },
  start: {
    form: 'data-testid wva start form',
    toReview: 'data-testid wva start to-review',
    steps: 'data-testid wva start steps',
    yaml: 'data-testid wva start yaml',
    review: 'data-testid wva start review',
    submit: 'data-testid wva start submit',
  },
} as const;
