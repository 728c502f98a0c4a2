/** The panel that starts, follows and marks runs. */
import { PANEL_ID } from '../src/constants';
import type { LeadPanel } from './dashboard';
import { TEKTON_VARIABLE } from './variables';

/** A minute of two requests a second over a low baseline, to see something soon. */
const SHORT_BURST = `# Kept in this panel's options; presets for all panels are ConfigMaps in the cluster.
apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  generateName: short-burst-
  annotations:
    llmd-wva-app/description: Two requests a second for a minute, over a low baseline (static, 2 replicas)
spec:
  pipelineRef:
    name: wva-load-test
  params:
    - name: namespace
      value: experiment-01
    - name: deployment-name
      value: llm-d-inference-scheduling-llm-d-modelservice-decode
    - name: test-name
      value: short-burst
    - name: initial-replicas
      value: "2"
    - name: load-steps
      value:
        - |
          name: baseline
          delay: 0
          duration: 180
          scenario:
            request_type: text_completions
            profile: constant
            rate: 0.3
            data:
              prompt_tokens: 1024
              output_tokens: 1024
        - |
          name: burst
          delay: 45
          duration: 60
          scenario:
            request_type: text_completions
            profile: constant
            rate: 1.7
            data:
              prompt_tokens: 1024
              output_tokens: 1024
  workspaces:
    - name: shared-workspace
      volumeClaimTemplate:
        spec:
          accessModes: [ReadWriteMany]
          resources:
            requests:
              storage: 32Gi
`;

export const EXPERIMENT_PANEL: LeadPanel = {
  pluginId: PANEL_ID,
  title: 'Experiment',
  description:
    '**What runs, and what shall run next?** Starts a Tekton run from a form, follows it, ends it, and marks it on the charts. Who may start one is an Editor; the cluster’s policy has the last word.',
  options: { dataSourceUid: `\${${TEKTON_VARIABLE}}`, listLimit: 5, presets: SHORT_BURST },
};
