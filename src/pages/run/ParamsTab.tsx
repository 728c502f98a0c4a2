import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { isTerminal, type Run } from '../../domain/run';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { paramWords } from '../../shared/paramWords';
import { testIds } from '../../shared/testIds';
import { ConfigInForce } from './ConfigInForce';
import { Values } from './Values';

interface Props {
  run: Run;
  thresholds: EffectiveThresholds | undefined;
}

/** What the run was given, what it gave, and the configuration that it ran under. */
export function ParamsTab({ run, thresholds }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.page} data-testid={testIds.run.params}>
      <h2 className={styles.heading}>{t('pages.run.params.heading', 'Parameters')}</h2>
      <Values
        label={t('pages.run.params.heading', 'Parameters')}
        values={run.params}
        words={paramWords}
        steps={run.loadProfile?.steps}
        none={t('pages.run.params.none', 'Neither the run nor its Pipeline has params.')}
      />
      <Defaults run={run} />
      <h2 className={styles.heading}>{t('pages.run.results.heading', 'Results')}</h2>
      <Values
        label={t('pages.run.results.heading', 'Results')}
        values={run.results}
        none={
          isTerminal(run.phase)
            ? t('pages.run.results.none', 'The Pipeline gave no results.')
            : t('pages.run.results.later', 'Results come at the end of the run.')
        }
      />
      <h2 className={styles.heading}>{t('pages.run.config.heading', 'Configuration in force')}</h2>
      <ConfigInForce run={run} thresholds={thresholds} />
    </div>
  );
}

/** Which values nobody chose for this run. */
function Defaults({ run }: { run: Run }): React.ReactElement | null {
  const names = run.defaulted?.join(', ') ?? '';
  if (names === '') {
    return null;
  }
  return (
    <p>
      {run.resolved
        ? t('pages.run.params.defaults', 'Left to the Pipeline’s defaults, as Tekton used them: {{names}}.', { names })
        : t(
            'pages.run.params.defaults-now',
            'Left to the Pipeline’s defaults, as the Pipeline has them now: {{names}}.',
            { names }
          )}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0, width: '100%' }),
  heading: css({ ...theme.typography.h4, margin: 0 }),
});
