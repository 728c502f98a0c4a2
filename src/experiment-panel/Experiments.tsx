import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { TimeZone } from '@grafana/schema';
import { Alert, Button, Icon, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import type { RunsSnapshot, TektonApi } from '../datasource/types';
import { isExperiment, isTerminal, type RunSummary } from '../domain/run';
import { currentAccess } from '../experiment/access';
import { readDraft } from '../experiment/form/draft';
import { readPanelPresets } from '../experiment/panelPresets';
import { MarksNotice, useReconcileAnnotations } from '../experiment/ReconcileAnnotations';
import { RecentRuns } from '../experiment/RecentRuns';
import { RunFollow } from '../experiment/RunFollow';
import { RunForm } from '../experiment/RunForm';
import { useRuns } from '../experiment/useRuns';
import { t } from '../i18n/t';
import { ErrorNotice } from '../shared/ErrorNotice';
import { takeFocus } from '../shared/takeFocus';
import { testIds } from '../shared/testIds';
import type { ExperimentOptions } from './options';

interface Props {
  api: TektonApi;
  options: ExperimentOptions;
  timeZone: TimeZone;
  panelId: number;
}

/** More would leave no room for anything else in a panel. */
const MAX_FOLLOWED = 3;

/** The form, the runs in progress, and the newest ones. */
export function Experiments({ api, options, timeZone, panelId }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const access = currentAccess(api);
  const snapshot = useRuns(api);
  const draftKey = `panel:${locationService.getLocation().pathname}:${panelId}`;
  // What was typed before a refresh or a reload is on screen again.
  const [open, setOpen] = useState(() => readDraft(draftKey) !== undefined);
  // Asked for by a person, in place of coming back with the page.
  const [asked, setAsked] = useState(false);
  const [started, setStarted] = useState<RunSummary>();
  const marks = useReconcileAnnotations(api, { enabled: options.annotate });
  const { presets: presetText, namespace } = options;
  const presets = useMemo(
    () => readPanelPresets(presetText, namespace || (api.namespaces[0] ?? '')),
    [presetText, namespace, api]
  );
  const followed = followedRuns(snapshot, started);

  return (
    <div className={styles.box}>
      <Head
        options={options}
        reason={access.reason}
        open={open}
        onOpen={() => {
          setOpen(true);
          setAsked(true);
        }}
      />
      {presets.broken.map(({ name, error }) => (
        <Alert
          key={name}
          severity="warning"
          title={t('panel.preset-broken', 'A preset of this panel cannot be read: {{name}}', { name })}
        >
          {error}
        </Alert>
      ))}
      <MarksNotice {...marks} />
      {open && options.showForm && access.canStart && (
        <RunForm
          api={api}
          draftKey={draftKey}
          timeZone={timeZone}
          namespace={namespace || undefined}
          pipeline={options.pipeline || undefined}
          presets={presets.presets}
          gpusPerReplica={options.gpusPerReplica}
          annotate={options.annotate}
          takesFocus={asked}
          onStarted={(run) => {
            setStarted(run);
            setOpen(false);
          }}
          onLeave={() => setOpen(false)}
        />
      )}
      {followed.map((summary) => (
        <RunFollow
          key={summary.uid}
          api={api}
          summary={summary}
          access={access}
          clockSkewMs={snapshot.clockSkewMs}
          timeZone={timeZone}
          landing={summary.uid === started?.uid ? takeFocus : undefined}
          onClose={summary.uid === started?.uid && isTerminal(summary.phase) ? () => setStarted(undefined) : undefined}
        />
      ))}
      {snapshot.error && <ErrorNotice error={snapshot.error} onRetry={() => api.retryRuns()} />}
      {options.showList && <RecentRuns snapshot={snapshot} limit={options.listLimit} timeZone={timeZone} />}
    </div>
  );
}

/** The run that was started here, as the list knows it by now, and those in progress. */
function followedRuns({ runs }: RunsSnapshot, started: RunSummary | undefined): RunSummary[] {
  const mine = started && (runs.find(({ uid }) => uid === started.uid) ?? started);
  const others = runs.filter((run) => isExperiment(run) && !isTerminal(run.phase) && run.uid !== started?.uid);
  return [...(mine ? [mine] : []), ...others].slice(0, MAX_FOLLOWED);
}

interface HeadProps {
  options: ExperimentOptions;
  reason?: string;
  open: boolean;
  onOpen: () => void;
}

function Head({ options, reason, open, onOpen }: HeadProps) {
  const styles = useStyles2(getStyles);
  if (!options.showForm || (open && reason === undefined)) {
    return null;
  }
  return reason === undefined ? (
    <div>
      <Button icon="play" onClick={onOpen} data-testid={testIds.panel.startNew}>
        {t('panel.start', 'Start an experiment')}
      </Button>
    </div>
  ) : (
    <p className={styles.reason}>
      <Icon name="lock" /> {reason}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'grid', gap: theme.spacing(2), minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' }),
  reason: css({ color: theme.colors.text.secondary, margin: 0 }),
});
