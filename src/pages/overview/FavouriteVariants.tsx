import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';
import type { KeptIds } from '../../shared/useKeptIds';

interface Props extends KeptIds {
  /** The variant that is shown; without names while none is chosen. */
  namespace: string;
  variant: string;
  variantUrl: (namespace: string, variant: string) => string;
}

/** The variants that this user looks at most, and a star for the one that is shown. */
export function FavouriteVariants({ ids, toggle, namespace, variant, variantUrl }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const own = variant && namespace ? JSON.stringify([namespace, variant]) : undefined;
  const isOwn = own !== undefined && ids?.has(own) === true;
  if (ids === undefined || (own === undefined && ids.size === 0)) {
    return null;
  }
  return (
    <nav className={styles.bar} aria-label={t('overview.favourites.title', 'Favourite variants')}>
      {own !== undefined && (
        <Button
          variant="secondary"
          size="sm"
          icon={isOwn ? 'favorite' : 'star'}
          aria-pressed={isOwn}
          aria-label={t('overview.favourites.own', 'Favourite: {{variant}}', { variant })}
          onClick={() => toggle(own)}
        >
          {isOwn
            ? t('overview.favourites.remove', 'A favourite of yours')
            : t('overview.favourites.add', 'Add to favourites')}
        </Button>
      )}
      {[...ids]
        .filter((id) => id !== own)
        .flatMap((id) => namesIn(id) ?? [])
        .map(([itsNamespace, itsName]) => (
          <span key={`${itsNamespace}/${itsName}`} className={styles.one}>
            <Icon name="favorite" size="sm" aria-hidden />
            <TextLink href={variantUrl(itsNamespace, itsName)} inline={false}>
              {itsName}
            </TextLink>
          </span>
        ))}
    </nav>
  );
}

function namesIn(id: string): Array<[string, string]> {
  try {
    const names: unknown = JSON.parse(id);
    const [namespace, variant] = Array.isArray(names) ? (names as unknown[]) : [];
    return typeof namespace === 'string' && typeof variant === 'string' ? [[namespace, variant]] : [];
  } catch {
    return [];
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2), minWidth: 0 }),
  one: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), overflowWrap: 'anywhere' }),
});
