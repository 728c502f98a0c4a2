import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo } from 'react';

import type { Gpu } from '../../domain/gpu';
import { t } from '../../i18n/t';
import { ownedPods, podsOf } from '../../queries/owners';
import { quote, quoteRegex } from '../../queries/selector';
import { variantPath } from '../../routes';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { useLoad } from '../../shared/useLoad';
import type { AskNow } from './useHolders';
import { heldBy, type VariantRef } from './variantFilter';

interface Props {
  holder: VariantRef;
  gpus: Gpu[];
  askNow: AskNow;
  onAll: () => void;
  children: (gpus: Gpu[]) => React.ReactNode;
}

/** A pod that ended so long ago may still be in the answer about GPUs, s. */
const WINDOW_SECONDS = 300;

/** Only the GPUs of one variant, by who owns the pods that hold them, and what leads back to all. */
export function HeldBy({ holder: { namespace, name }, gpus, askNow, onAll, children }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const of = { namespace: quoteRegex(namespace), variant: quote(name) };
      const answer = await askNow((dialect) => podsOf({ dialect, ...of }, WINDOW_SECONDS), signal);
      return ownedPods(answer.map(({ labels }) => labels));
    },
    [namespace, name, askNow]
  );
  const { value, error, loading, reload } = useLoad(load);
  const held = useMemo(
    () => (value === undefined ? [] : heldBy(gpus, namespace, value.pods)),
    [gpus, namespace, value]
  );
  return (
    <>
      <p className={styles.line}>
        <span>
          {t('gpus.held-by.title', 'GPUs held by pods of variant')}{' '}
          <TextLink href={variantPath({ namespace, name })}>{name}</TextLink>: {value === undefined ? '…' : held.length}
          {value?.sources.includes('name') && ` ${t('gpus.held-by.guess', '(by the pods’ names, which is a guess)')}`}
        </span>
        <Button size="sm" variant="secondary" fill="outline" onClick={onAll}>
          {t('gpus.held-by.all', 'Show all GPUs')}
        </Button>
      </p>
      {error !== undefined ? (
        <ErrorNotice error={error} onRetry={reload} retrying={loading} />
      ) : held.length > 0 ? (
        children(held)
      ) : (
        !loading && (
          <p className={styles.line}>
            {t('gpus.held-by.none', 'No pod of this variant holds a GPU of those that are chosen above.')}
          </p>
        )
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // In a grid of two columns it takes a line of its own.
  line: css({
    gridColumn: '1 / -1',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
    minWidth: 0,
    overflowWrap: 'anywhere',
  }),
});
