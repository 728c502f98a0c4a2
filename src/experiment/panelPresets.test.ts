import { readPanelPresets } from './panelPresets';

const manifest = (name: string) => `apiVersion: tekton.dev/v1
kind: PipelineRun
metadata: { generateName: ${name}- }
spec:
  pipelineRef: { name: wva-load-test }
  params: [{ name: test-name, value: ${name} }]
`;

describe('presets of a panel', () => {
  it.each([
    ['nothing', '', 0, 0],
    ['one', manifest('a'), 1, 0],
    ['several documents', `${manifest('a')}---\n${manifest('b')}`, 2, 0],
    [
      'a list as JSON',
      JSON.stringify([
        {
          apiVersion: 'tekton.dev/v1',
          kind: 'PipelineRun',
          metadata: { name: 'x' },
          spec: { pipelineRef: { name: 'p' } },
        },
      ]),
      1,
      0,
    ],
    ['one that is broken among others', `${manifest('a')}---\nkind: [\n---\n${manifest('b')}`, 2, 1],
    ['no manifest', 'hello', 0, 1],
    ['too much', 'x'.repeat(300_000), 0, 1],
    [
      'a bomb of aliases',
      'a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]',
      0,
      1,
    ],
  ])('reads %s', (_, text, presets, broken) => {
    const read = readPanelPresets(text, 'experiment-01');
    expect([read.presets.length, read.broken.length]).toEqual([presets, broken]);
  });

  it('names them, and says where they come from and run', () => {
    expect(readPanelPresets(manifest('stair'), 'experiment-01').presets[0]).toMatchObject({
      name: 'stair',
      source: 'panel',
      request: { namespace: 'experiment-01', pipeline: 'wva-load-test', generateName: 'stair-', experiment: 'stair' },
    });
  });
});
