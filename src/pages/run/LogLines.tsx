import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

/** Lines of a block: one text node each, which the browser lays out only when it comes near the screen. */
const BLOCK = 200;
const LINE_PX = 18;

interface Props {
  lines: string[];
  /** Lines that fell out at the front: blocks keep their lines when more do. */
  dropped: number;
  wrap: boolean;
  search: string;
  /** Index of the line of the current match. */
  current?: number;
}

/** Lines of text, tens of thousands of them; what is searched for is marked. */
export function LogLines({ lines, dropped, wrap, search, current }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const blocks = useMemo(() => blocksOf(lines, dropped), [lines, dropped]);
  return (
    <pre className={cx(styles.pre, wrap && styles.wrap)}>
      {blocks.map(({ number, from, to }) => (
        <LogBlock
          key={number}
          text={lines.slice(from, to).join('\n')}
          lines={to - from}
          search={search}
          current={current !== undefined && current >= from && current < to ? current - from : undefined}
        />
      ))}
    </pre>
  );
}

/** Cut where the absolute line number is a multiple of the block's size. */
export function blocksOf(lines: string[], dropped: number): Array<{ number: number; from: number; to: number }> {
  const blocks = [];
  for (let at = 0; at < lines.length;) {
    const number = Math.floor((dropped + at) / BLOCK);
    const to = Math.min(lines.length, (number + 1) * BLOCK - dropped);
    blocks.push({ number, from: at, to });
    at = to;
  }
  return blocks;
}

interface BlockProps {
  text: string;
  lines: number;
  search: string;
  current?: number;
}

const LogBlock = React.memo(function LogBlock({ text, lines, search, current }: BlockProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.block} style={{ containIntrinsicHeight: `auto ${lines * LINE_PX}px` }}>
      {search !== '' && text.toLowerCase().includes(search.toLowerCase())
        ? text.split('\n').map((line, i) => (
            <React.Fragment key={i}>
              <span className={cx(i === current && styles.current)} data-current={i === current || undefined}>
                {marked(line, search)}
              </span>
              {'\n'}
            </React.Fragment>
          ))
        : `${text}\n`}
    </div>
  );
});

/** The line with every occurrence of the text marked; case does not matter. */
export function marked(line: string, search: string): React.ReactNode[] {
  const parts: React.ReactNode[] = [];
  const lower = line.toLowerCase();
  const wanted = search.toLowerCase();
  let at = 0;
  for (let hit = lower.indexOf(wanted); hit >= 0 && wanted !== ''; hit = lower.indexOf(wanted, at)) {
    parts.push(line.slice(at, hit), <mark key={hit}>{line.slice(hit, hit + wanted.length)}</mark>);
    at = hit + wanted.length;
  }
  return [...parts, line.slice(at)];
}

const getStyles = (theme: GrafanaTheme2) => ({
  pre: css({
    margin: 0,
    padding: theme.spacing(1),
    border: 0,
    background: 'none',
    color: theme.colors.text.primary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: `${LINE_PX}px`,
    whiteSpace: 'pre',
    overflow: 'visible',
    width: 'max-content',
    minWidth: '100%',
    '& mark': { background: theme.colors.warning.main, color: theme.colors.warning.contrastText, padding: 0 },
  }),
  wrap: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', width: 'auto' }),
  block: css({ contentVisibility: 'auto' }),
  current: css({ background: theme.colors.action.selected, outline: `1px solid ${theme.colors.warning.border}` }),
});
