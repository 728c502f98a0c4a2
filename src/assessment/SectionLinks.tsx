import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

import { t } from '../i18n/t';
import { testIds } from '../shared/testIds';
import { OWN_TOP, STICKY_TOP } from './StickyTop';

export interface PagePart<P extends string> {
  id: P;
  label: string;
}

interface Props<P extends string> {
  parts: ReadonlyArray<PagePart<P>>;
  /** That the address names. */
  current?: P;
  /** URL parameter that names it. */
  urlKey: string;
  /** Whether the parts are as high as they become: before that, what the address names would move away again. */
  isSettled: boolean;
  onPart: (part: P) => void;
}

/** Height of the row of links, px, where it stays in view. */
const HEIGHT = 40;
/** Narrower windows have no height to spare for links that stay in view. */
const STICKS = '@media (min-width: 769px)';
/** Style of what the links lead to: it leaves their row free. */
export const BELOW_LINKS = { at: STICKS, rule: { [OWN_TOP]: `${HEIGHT}px` } };

/** Links to the parts of a long page, in their order; elements of the page have the parts' ids. The chosen one is in the address. */
export function SectionLinks<P extends string>(props: Props<P>): React.ReactElement {
  const { parts, current, urlKey, isSettled, onPart } = props;
  const styles = useStyles2(getStyles);
  const gone = useRef<P>(undefined);
  const isThere = parts.some(({ id }) => id === current);
  useEffect(() => {
    if (current !== undefined && isThere && isSettled && gone.current !== current) {
      gone.current = current;
      goTo(current);
    }
  }, [current, isThere, isSettled]);
  const onClick = (event: React.MouseEvent, id: P): void => {
    // Another tab or window is the browser's matter.
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      gone.current = id;
      onPart(id);
      goTo(id);
    }
  };
  return (
    <nav
      className={styles.links}
      aria-label={t('assessment.parts', 'Parts of this page')}
      data-testid={testIds.compare.parts}
    >
      {parts.map(({ id, label }) => (
        <a
          key={id}
          href={addressOf(urlKey, id)}
          aria-current={id === current ? 'location' : undefined}
          className={cx(styles.link, id === current && styles.current)}
          onClick={(event) => onClick(event, id)}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}

/** Scrolls to a part and gives it the focus, so that the Tab key continues from there. */
function goTo(id: string): void {
  const part = document.getElementById(id);
  part?.focus({ preventScroll: true });
  part?.scrollIntoView({ block: 'start' });
}

/** This page, at that part. */
function addressOf(urlKey: string, id: string): string {
  const search = new URLSearchParams(window.location.search);
  search.set(urlKey, id);
  return `?${search.toString()}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  links: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(0.5),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.primary,
    [STICKS]: {
      position: 'sticky',
      top: STICKY_TOP,
      zIndex: 4,
      flexWrap: 'nowrap',
      height: HEIGHT,
      overflowX: 'auto',
      overflowY: 'hidden',
      scrollbarWidth: 'none',
    },
  }),
  link: css({
    flex: 'none',
    padding: theme.spacing(1, 1),
    lineHeight: '22px',
    color: theme.colors.text.secondary,
    borderBottom: '2px solid transparent',
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.colors.text.primary, borderBottomColor: theme.colors.border.strong },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  current: css({ color: theme.colors.text.primary, borderBottomColor: theme.colors.primary.border }),
});
