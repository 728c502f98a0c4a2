import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, IconButton, TextLink, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import type { TektonApi } from '../../datasource/types';
import { offersOf } from '../../domain/startHere';
import { currentAccess } from '../../experiment/access';
import { useRuns } from '../../experiment/useRuns';
import { t } from '../../i18n/t';
import { comparePath, runDecisionsPath, startPath } from '../../routes';

interface Props {
  api: Pick<TektonApi, 'runs' | 'canStart' | 'name'>;
  onDismiss: () => void;
}

/** What to do first in this cluster: only what it and this user's role allow. */
export function StartHere({ api, onDismiss }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const id = useId();
  const snapshot = useRuns(api);
  const { compared, scaled } = offersOf(snapshot.runs);
  const offers: Offer[] = [
    ...(currentAccess(api).canStart
      ? [
          {
            icon: 'play' as const,
            href: startPath(),
            title: t('overview.start.start', 'Start an experiment'),
            text: t(
              'overview.start.start-text',
              'Load, scaler and length. A review in numbers comes before the start.'
            ),
          },
        ]
      : []),
    ...(compared.length > 0
      ? [
          {
            icon: 'code-branch' as const,
            href: comparePath({ runs: compared, baseline: compared[0] }),
            title: t('overview.start.compare', 'Compare the {{count}} runs of {{experiment}}', {
              count: compared.length,
              experiment: compared[0]?.experiment ?? '',
            }),
            text: compared.map(({ name }) => name).join(', '),
          },
        ]
      : []),
    ...(scaled
      ? [
          {
            icon: 'question-circle' as const,
            href: runDecisionsPath(scaled),
            title: t('overview.start.why', 'See why {{run}} scaled', { run: scaled.name }),
            text: t('overview.start.why-text', 'Each decision with its arithmetic, and where the time went.'),
          },
        ]
      : []),
  ];
  // Once, with all that there is, in place of growing under the reader's eyes.
  if (offers.length === 0 || snapshot.state === 'loading') {
    return null;
  }
  return (
    <section className={styles.box} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.heading}>
          {t('overview.start.title', 'Start here')}
        </h2>
        <IconButton
          name="times"
          onClick={onDismiss}
          tooltip={t('overview.start.dismiss', 'Do not show this to me again')}
        />
      </div>
      <ul className={styles.list}>
        {offers.map(({ icon, href, title, text }) => (
          <li key={href} className={styles.item}>
            <Icon name={icon} size="lg" className={styles.icon} aria-hidden />
            <span className={styles.words}>
              <TextLink href={href} inline={false}>
                {title}
              </TextLink>
              <span className={styles.text}>{text}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Offer {
  icon: IconName;
  href: string;
  title: string;
  text: string;
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    padding: theme.spacing(1.5, 2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  head: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    marginBottom: theme.spacing(1),
  }),
  heading: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
  list: css({
    listStyle: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5, 3),
    margin: 0,
    padding: 0,
  }),
  item: css({ flex: '1 1 240px', minWidth: 0, display: 'flex', gap: theme.spacing(1), overflowWrap: 'anywhere' }),
  icon: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(0.25) }),
  words: css({ display: 'grid', minWidth: 0 }),
  text: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
