import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { Run } from '../../domain/run';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';
import { imagesOf, scalingSettings, thresholdSettings, type Setting } from './settingsInForce';

interface Props {
  run: Run;
  thresholds: EffectiveThresholds | undefined;
}

/** Bounds of scaling, WVA's thresholds, and images, each with who says so. */
export function ConfigInForce({ run, thresholds }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const scaling = useMemo(() => scalingSettings(run.params), [run.params]);
  const images = useMemo(() => imagesOf(run), [run]);
  return (
    <div className={styles.parts}>
      <Part
        title={t('pages.run.config.scaling', 'Bounds and windows of scaling')}
        settings={scaling}
        none={t('pages.run.config.no-scaling', 'The run names neither replicas nor a ScaledObject.')}
      />
      {thresholds && (
        <Part
          title={t('pages.run.config.thresholds', 'WVA’s thresholds')}
          note={t(
            'pages.run.config.thresholds-now',
            'As they are now: WVA keeps no record of what they were during a run.'
          )}
          settings={thresholdSettings(thresholds)}
          none=""
        />
      )}
      <Part
        title={t('pages.run.config.images', 'Images and versions')}
        settings={images}
        none={t('pages.run.config.no-images', 'Neither the run’s object nor its params and results name any.')}
      />
    </div>
  );
}

/** An image's whole name is one word to a browser: it may be broken, no other is. */
const LONG = 40;

interface PartProps {
  title: string;
  note?: string;
  settings: Setting[];
  none: string;
}

function Part({ title, note, settings, none }: PartProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.part}>
      <h3 className={styles.title}>{title}</h3>
      {note !== undefined && <p className={styles.quiet}>{note}</p>}
      {settings.length === 0 ? (
        <p className={styles.quiet}>{none}</p>
      ) : (
        <ScrollTable label={title} look="plain" className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('pages.run.config.setting', 'Setting')}</th>
              <th scope="col">{t('pages.run.config.value', 'Value')}</th>
              <th scope="col">{t('pages.run.config.source', 'Says')}</th>
            </tr>
          </thead>
          <tbody>
            {settings.map(({ name, value, source }, i) => (
              <tr key={i}>
                <th scope="row">{name}</th>
                <td className={value.length > LONG ? styles.long : undefined}>{value}</td>
                <td className={styles.quiet}>{source}</td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  parts: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(520px, 100%), 1fr))',
    alignItems: 'start',
    gap: theme.spacing(2),
  }),
  part: css({ minWidth: 0 }),
  title: css({ ...theme.typography.h5, margin: theme.spacing(0, 0, 1) }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0 }),
  table: css({ marginTop: theme.spacing(1) }),
  long: css({ overflowWrap: 'anywhere', minWidth: '24ch' }),
});
