import { css } from '@emotion/css';
import { renderMarkdown, usePluginContext, type GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, Field, Modal, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { Gate } from '../../domain/comparison/gates';
import type { EffectiveThresholds } from '../../domain/variant';
import type { Grouping } from '../../export/fieldColumns';
import { publishMarkdown } from '../../export/publishMarkdown';
import type { Courses } from '../../export/toldRuns';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { clientOf } from '../clientReports';
import { useCourses } from './useCourses';
import { useWvaVersions } from './wvaVersions';

export interface PublishDialogProps {
  /** Runs that have been measured, in the order shown. */
  analyses: readonly RunAnalysis[];
  grouping: Grouping;
  gates: readonly Gate[];
  /** Id of the run that the others are held against. */
  baseline?: string;
  thresholds: EffectiveThresholds;
  onDismiss: () => void;
}

type Figures = 'short' | 'all';
type Told = 'no' | 'yes';
type Shown = 'rendered' | 'text';

/** What is to be published, as a reader will see it, before it is copied. */
export function PublishDialog({ onDismiss, ...shown }: PublishDialogProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const [figures, setFigures] = useState<Figures>('short');
  const [as, setAs] = useState<Shown>('rendered');
  const [told, setTold] = useState<Told>('no');
  const { value: courses, loading } = useCourses(shown.analyses, shown.thresholds, told === 'yes');
  const text = usePublished(shown, figures, courses);
  return (
    <Modal isOpen title={t('publish.title', 'Copy as Markdown')} onDismiss={onDismiss} className={styles.dialog}>
      <div className={styles.body} data-testid={testIds.publish.dialog}>
        <p className={styles.about}>
          {t('publish.about', 'For an issue or a pull request. The text holds a link to this page; nothing is sent.')}
        </p>
        <div className={styles.choices}>
          <Choice
            label={t('publish.choose.figures', 'Figures')}
            options={[
              { value: 'short', label: t('publish.figures.short', 'Key rows') },
              { value: 'all', label: t('publish.figures.all', 'All figures') },
            ]}
            value={figures}
            onChange={setFigures}
          />
          <Choice
            label={t('publish.choose.told', 'What happened')}
            options={[
              { value: 'no', label: t('publish.told.no', 'Of records') },
              {
                value: 'yes',
                label: t('publish.told.yes', 'Of every run'),
                description: t('publish.told.cost', 'Asks Prometheus twice for each run without a record'),
              },
            ]}
            value={told}
            onChange={setTold}
          />
          <Choice
            label={t('publish.choose.preview', 'Preview')}
            options={[
              { value: 'rendered', label: t('publish.as.rendered', 'Rendered') },
              { value: 'text', label: t('publish.as.text', 'Markdown') },
            ]}
            value={as}
            onChange={setAs}
          />
        </div>
        {loading && (
          <div role="status" className={styles.about}>
            {t('publish.told.loading', 'Asking what happened…')}
          </div>
        )}
        <Preview text={text} as={as} />
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onDismiss}>
            {t('publish.close', 'Close')}
          </Button>
          <ClipboardButton icon="copy" disabled={loading} getText={() => text} data-testid={testIds.publish.copy}>
            {t('publish.copy', 'Copy')}
          </ClipboardButton>
        </Modal.ButtonRow>
      </div>
    </Modal>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  options: Array<{ value: T; label: string; description?: string }>;
  value: T;
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, ...group }: ChoiceProps<T>): React.ReactElement {
  return (
    <Field label={label} noMargin>
      <RadioButtonGroup aria-label={label} {...group} />
    </Field>
  );
}

function usePublished(
  { analyses, grouping, gates, baseline, thresholds }: Omit<PublishDialogProps, 'onDismiss'>,
  figures: Figures,
  courses: Courses | undefined
): string {
  const plugin = usePluginContext()?.meta;
  const runs = useMemo(() => analyses.map(({ run }) => run), [analyses]);
  const wva = useWvaVersions(runs);
  return useMemo(
    () =>
      publishMarkdown(analyses, {
        figures,
        grouping,
        gates,
        baseline,
        thresholds,
        versions: [
          ...(wva ?? []).map((version) => ['WVA', version] as const),
          ...(plugin ? [[plugin.id, plugin.info.version] as const] : []),
        ],
        clientOf,
        link: window.location.href,
        courses,
      }),
    [analyses, figures, grouping, gates, baseline, thresholds, wva, plugin, courses]
  );
}

/** It scrolls in itself, so the keyboard has to reach it. */
function Preview({ text, as }: { text: string; as: Shown }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const html = useMemo(() => renderMarkdown(text), [text]);
  const shared = {
    className: styles.preview,
    role: 'region',
    'aria-label': t('publish.preview', 'What is copied'),
    tabIndex: 0,
    'data-testid': testIds.publish.preview,
  };
  return as === 'text' ? (
    <pre {...shared}>{text}</pre>
  ) : (
    // Grafana sanitises it, and every name in it is escaped before.
    <div {...shared} dangerouslySetInnerHTML={{ __html: html }} />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  dialog: css({ width: 'min(1100px, 96vw)' }),
  body: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  about: css({ margin: 0, color: theme.colors.text.secondary }),
  choices: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) }),
  preview: css({
    maxHeight: '50vh',
    overflow: 'auto',
    margin: 0,
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
    '& table': { borderCollapse: 'collapse', margin: theme.spacing(1, 0), fontVariantNumeric: 'tabular-nums' },
    '& th, & td': { padding: theme.spacing(0.5, 1), border: `1px solid ${theme.colors.border.weak}` },
    '& a': { color: theme.colors.text.link, textDecoration: 'underline' },
    '& ul': { paddingLeft: theme.spacing(3) },
  }),
});
