import { Alert, Button, Stack } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import { t } from '../i18n/t';
import type { Readiness } from '../readiness/weigh';
import { readinessPath } from '../routes';
import { PageButton } from '../shared/PageButton';
import { useAppSettings } from '../shared/appSettings';
import { testIds } from '../shared/testIds';
import { useLoad } from '../shared/useLoad';
import { summaryOf } from './summaries';

interface Props {
  /** `start`: before a run is started, where advice counts too. */
  place: 'overview' | 'start';
}

/** Says what a run needs and does not have; nothing when all is well, or when that is not known. */
export default function ReadinessNotice({ place }: Props): React.ReactElement | null {
  const settings = useAppSettings();
  const { value } = useLoad(
    useCallback(() => summaryOf(settings, place === 'overview' ? 'needed' : 'all'), [settings, place])
  );
  const [isOver, setOver] = useState(false);
  if (value === undefined || isOver) {
    return null;
  }
  return value.blocking.length > 0 ? (
    <Needed readiness={value} />
  ) : place === 'start' && value.advice.length > 0 ? (
    <Advice readiness={value} onGoOn={() => setOver(true)} />
  ) : null;
}

function Needed({ readiness: { needed, blocking } }: { readiness: Readiness }): React.ReactElement {
  return (
    <Alert
      severity="warning"
      data-testid={testIds.readiness.notice}
      title={t(
        'readiness.notice.needed',
        'The cluster is not ready for a run: {{ready}} of {{of}} checks that it needs are ready',
        needed
      )}
    >
      <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
        <span>
          {t('readiness.notice.needs', 'A run needs: {{titles}}.', {
            titles: blocking.map(({ title }) => title).join(', '),
          })}
        </span>
        <LinkToReadiness />
      </Stack>
    </Alert>
  );
}

function Advice({ readiness, onGoOn }: { readiness: Readiness; onGoOn: () => void }): React.ReactElement {
  return (
    <Alert
      severity="info"
      data-testid={testIds.readiness.notice}
      title={t('readiness.notice.advice', 'A run can start; {{ready}} of {{of}} checks are ready', {
        ready: readiness.ready,
        of: readiness.of,
      })}
    >
      <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
        <span>
          {t('readiness.notice.better-with', 'Not ready: {{titles}}.', {
            titles: readiness.advice.map(({ title }) => title).join(', '),
          })}
        </span>
        <LinkToReadiness />
        <Button size="sm" variant="secondary" onClick={onGoOn}>
          {t('readiness.notice.anyway', 'Start anyway')}
        </Button>
      </Stack>
    </Alert>
  );
}

function LinkToReadiness(): React.ReactElement {
  return (
    <PageButton size="sm" variant="secondary" href={readinessPath()}>
      {t('readiness.notice.open', 'See what to do')}
    </PageButton>
  );
}
