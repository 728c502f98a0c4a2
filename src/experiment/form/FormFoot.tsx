import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import type { RunRequest } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { presetConfigMap } from '../../kube/savePreset';
import { testIds } from '../../shared/testIds';
import { YamlView } from './YamlView';

interface Props {
  /** Something that is shown is wrong. */
  wrong: boolean;
  request: () => RunRequest;
  manifest: (request: RunRequest) => unknown;
  onLeave?: () => void;
}

/** On from the form, and what it amounts to as YAML: the run, or a preset to keep. */
export function FormFoot({ wrong, request, manifest, onLeave }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const [yaml, setYaml] = useState<{ kind: 'run' | 'preset'; content: unknown }>();
  const toggle = (kind: 'run' | 'preset') => {
    const content = () => (kind === 'run' ? manifest(request()) : presetConfigMap(manifest(request())));
    setYaml(yaml?.kind === kind ? undefined : { kind, content: content() });
  };
  return (
    <>
      {wrong && (
        <div role="alert" className={styles.error}>
          {t(
            'experiment.form.attention-marked',
            'Some fields need attention before the run can be reviewed: they are marked.'
          )}
        </div>
      )}
      <div className={styles.foot}>
        <Button type="submit" data-testid={testIds.start.toReview}>
          {t('experiment.form.review', 'Review')}
        </Button>
        <Button type="button" variant="secondary" aria-expanded={yaml?.kind === 'run'} onClick={() => toggle('run')}>
          {yaml?.kind === 'run' ? t('experiment.form.yaml-hide', 'Hide YAML') : t('experiment.form.yaml', 'Show YAML')}
        </Button>
        <Button
          type="button"
          variant="secondary"
          aria-expanded={yaml?.kind === 'preset'}
          onClick={() => toggle('preset')}
        >
          {t('experiment.form.save', 'Save as a preset')}
        </Button>
        {onLeave && (
          <Button type="button" variant="secondary" fill="text" onClick={onLeave}>
            {t('experiment.form.leave', 'Close')}
          </Button>
        )}
      </div>
      {yaml?.kind === 'preset' && (
        <p className={styles.help}>
          {t(
            'experiment.form.save-help',
            'Apply it to the namespace with kubectl: everyone who starts a run there is offered it.'
          )}
        </p>
      )}
      {yaml && <YamlView manifest={yaml.content} fileName={yaml.kind === 'run' ? 'pipelinerun.yaml' : 'preset.yaml'} />}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  foot: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  help: css({ margin: 0, color: theme.colors.text.secondary }),
  error: css({ color: theme.colors.error.text }),
});
