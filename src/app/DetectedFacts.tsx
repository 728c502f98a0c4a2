import { getDefaultTimeRange, type IconName } from '@grafana/data';
import { Button, Icon, LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import React, { useMemo } from 'react';

import { t } from '../i18n/t';
import type { Finding } from '../queries/detection';
import { forgetDetection, useDetection } from '../scenes/detection';
import { choosePrometheus } from '../shared/dataSources';
import { ErrorNotice } from '../shared/ErrorNotice';
import { ConfigHeading } from './ConfigHeading';

const LOOK: Record<Finding['state'], { icon: IconName; color: 'success' | 'warning' | 'info' }> = {
  found: { icon: 'check-circle', color: 'success' },
  missing: { icon: 'exclamation-triangle', color: 'warning' },
  ambiguous: { icon: 'question-circle', color: 'info' },
};

/** What the chosen Prometheus was found to hold: WVA's version, the label dialect, and why we think so. */
export function DetectedFacts({ prometheusUid }: { prometheusUid: string }): React.ReactElement {
  const choice = useMemo(() => choosePrometheus({ prometheusUid: prometheusUid || undefined }), [prometheusUid]);
  return (
    <section aria-labelledby="wva-config-detected">
      <ConfigHeading id="wva-config-detected">{t('config.detected.title', 'Detected')}</ConfigHeading>
      {choice.kind === 'found' ? (
        <Detected uid={choice.uid} />
      ) : (
        <Text color="secondary">{t('config.detected.no-source', 'Choose a Prometheus data source first.')}</Text>
      )}
    </section>
  );
}

function Detected({ uid }: { uid: string }): React.ReactElement {
  const range = useMemo(() => getDefaultTimeRange(), []);
  const { value, error, loading, reload } = useDetection(uid, range);
  const again = () => {
    forgetDetection(uid, range);
    reload();
  };
  if (error !== undefined) {
    return <ErrorNotice error={error} onRetry={again} retrying={loading} />;
  }
  if (value === undefined) {
    return <LoadingPlaceholder text={t('config.detected.loading', 'Asking Prometheus…')} />;
  }
  const { wvaVersion, dialect, findings } = value;
  return (
    <Stack direction="column" gap={1}>
      <Facts version={wvaVersion} labels={Object.values(dialect)} findings={findings} />
      <div>
        <Button type="button" variant="secondary" size="sm" icon="sync" onClick={again} disabled={loading}>
          {t('config.detected.again', 'Detect again')}
        </Button>
      </div>
    </Stack>
  );
}

interface FactsProps {
  version: string | undefined;
  labels: string[];
  findings: Finding[];
}

function Facts({ version, labels, findings }: FactsProps): React.ReactElement {
  return (
    <>
      <dl>
        <dt>{t('config.detected.version', 'WVA version')}</dt>
        <dd>{version ?? t('config.detected.no-version', 'not found')}</dd>
        <dt>{t('config.detected.dialect', 'Label dialect')}</dt>
        <dd>{labels.includes('exported_namespace') ? 'openshift' : 'plain'}</dd>
      </dl>
      <ul style={{ listStyle: 'none', overflowWrap: 'anywhere' }}>
        {findings.map((finding) => (
          <li key={finding.text}>
            <Text color={LOOK[finding.state].color}>
              <Icon name={LOOK[finding.state].icon} title={finding.state} />
            </Text>{' '}
            {finding.text}
          </li>
        ))}
      </ul>
    </>
  );
}
