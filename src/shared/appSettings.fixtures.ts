/** Parts of the app's settings that any user may have saved. */
import fc from 'fast-check';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);

export const anyClusters = fc.uniqueArray(fc.record({ name: word, tektonUid: word, prometheusUid: word }), {
  selector: (one) => one.name,
  maxLength: 3,
});

export const anyLimits = fc.record({
  ttftSeconds: fc.option(fc.constantFrom(0.5, 2), { nil: undefined }),
  itlSeconds: fc.option(fc.constantFrom(0.05), { nil: undefined }),
});

export const anyPrices = fc.uniqueArray(
  fc.record({
    by: fc.constantFrom('variant' as const, 'accelerator' as const),
    of: fc.constantFrom('L40S', 'decode'),
    perGpuHour: fc.constantFrom(0.5, 12),
  }),
  { selector: ({ by, of }) => `${by} ${of}` }
);
