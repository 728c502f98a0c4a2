import { decodeRun } from './decode';
import { servedRun } from './fixtures';

describe('a run that leaves params to the defaults', () => {
  const declared = (params: object[], tasks: object[] = []) => ({ pipelineSpec: { params, tasks } });
  const workload = { name: 'deployment-name', type: 'string', default: 'decode' };

  test('has the values that Tekton resolved', () => {
    const params = [{ name: 'test-name', value: 'nightly-$(context.pipelineRun.name)' }];
    const status = declared([workload, { name: 'test-name', type: 'string' }, { name: 'scaled-object', default: '' }]);
    expect(decodeRun(servedRun({ spec: { params }, status }))).toMatchObject({
      experiment: 'nightly-stair-x7k2p',
      variant: 'decode',
      mode: 'static',
      defaulted: ['deployment-name', 'scaled-object'],
      resolved: true,
    });
  });

  test('has those of the Pipeline as long as Tekton has not resolved it', () => {
    const pipeline = {
      params: [{ name: 'deployment-name', type: 'string' as const, description: '', default: 'decode' }],
    };
    expect(decodeRun(servedRun(), pipeline)).toMatchObject({ variant: 'decode', resolved: false });
    const resolved = servedRun({ status: declared([{ ...workload, default: 'other' }]) });
    expect(decodeRun(resolved, pipeline)).toMatchObject({ variant: 'other', resolved: true });
  });

  test('has the load of a matrix that the Pipeline fixes', () => {
    const include = [
      [0, 3600],
      [600, 3000],
    ].map(([delay, seconds]) => ({
      params: [
        { name: 'start-delay', value: String(delay) },
        { name: 'max-seconds', value: String(seconds) },
      ],
    }));
    const name = 'wva-incremental-stepped-load-test';
    const status = declared([workload], [{ name: 'load-test', matrix: { include } }]);
    expect(decodeRun(servedRun({ spec: { pipelineRef: { name } }, status })).loadProfile?.steps).toMatchObject([
      { delaySeconds: 0, durationSeconds: 3600, rate: 0.5 },
      { delaySeconds: 600, durationSeconds: 3000, rate: 0.5 },
    ]);
  });

  test('is read without them where they cannot be read', () => {
    expect(decodeRun(servedRun({ status: { pipelineSpec: { params: 'odd' } } }))).toMatchObject({ defaulted: [] });
  });
});
