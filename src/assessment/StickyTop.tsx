import { useChromeHeaderHeight } from '@grafana/runtime';
import React from 'react';

/** CSS variables: where Grafana's own bar ends, and how much more of the window's top a page of ours keeps. */
const PAGE_TOP = '--wva-page-top';
export const OWN_TOP = '--wva-own-top';

/** CSS: below what Grafana keeps at the top of the window, and below what a page of ours keeps there too. */
export const STICKY_TOP = `calc(var(${PAGE_TOP}, 0px) + var(${OWN_TOP}, 0px))`;

/** Tells what sticks to the window's top within it where that is: {@link STICKY_TOP}. */
export function StickyTop({ children }: { children: React.ReactNode }): React.ReactElement {
  const height = useChromeHeaderHeight() ?? 0;
  return <div style={{ [PAGE_TOP]: `${height}px`, width: '100%', minWidth: 0 } as React.CSSProperties}>{children}</div>;
}
