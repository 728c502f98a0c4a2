import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { LogColor, LogStyle } from './ansi';
import { piecesOf } from './linePieces';
import { LOG_LIMITS, type LogBlock, type LogLine } from './logBuffer';

const LINE_PX = 18;

interface Props {
  blocks: readonly LogBlock[];
  wrap: boolean;
  search: string;
  /** Index, among the lines of all blocks, of the line of the current match. */
  current?: number;
}

/** Lines of text in their colours, tens of thousands of them; what is searched for is marked. */
export function LogLines({ blocks, wrap, search, current = -1 }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <pre className={cx(styles.pre, wrap && styles.wrap)}>
      {blocks.map(({ number, lines }, i) => {
        // All blocks but the last are full.
        const at = current - i * LOG_LIMITS.blockLines;
        return (
          <Block key={number} lines={lines} search={search} current={at >= 0 && at < lines.length ? at : undefined} />
        );
      })}
    </pre>
  );
}

interface BlockProps {
  lines: readonly LogLine[];
  search: string;
  current?: number;
}

/** Laid out by the browser only when it comes near the screen; drawn again only when its lines change. */
const Block = React.memo(function Block({ lines, search, current }: BlockProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const wanted = search.toLowerCase();
  const isPlain = ({ text, spans }: LogLine): boolean =>
    spans === undefined && (wanted === '' || !text.toLowerCase().includes(wanted));
  return (
    <div className={styles.block} style={{ containIntrinsicHeight: `auto ${lines.length * LINE_PX}px` }}>
      {lines.every(isPlain)
        ? lines.map(({ text }) => `${text}\n`).join('')
        : lines.map((line, i) => (
            <React.Fragment key={i}>
              {isPlain(line) ? line.text : <Line line={line} search={wanted} isCurrent={i === current} />}
              {'\n'}
            </React.Fragment>
          ))}
    </div>
  );
});

function Line({ line, search, isCurrent }: { line: LogLine; search: string; isCurrent: boolean }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <span className={cx(isCurrent && styles.current)} data-current={isCurrent || undefined}>
      {piecesOf(line, search).map(({ from, text, style, isHit }) =>
        isHit ? (
          <mark key={from}>{text}</mark>
        ) : style ? (
          <span key={from} className={classOf(style, styles)}>
            {text}
          </span>
        ) : (
          text
        )
      )}
    </span>
  );
}

type Styles = ReturnType<typeof getStyles>;

function classOf({ color, background, bold, italic, underline }: LogStyle, styles: Styles): string {
  return cx(
    color && styles[color],
    background && styles.onColor,
    bold && styles.bold,
    italic && styles.italic,
    underline && styles.underline
  );
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
  ...colors(theme),
  // The hue of a background would hide the text on it in one theme or the other.
  onColor: css({ background: theme.colors.background.secondary, outline: `1px solid ${theme.colors.border.medium}` }),
  bold: css({ fontWeight: theme.typography.fontWeightBold }),
  italic: css({ fontStyle: 'italic' }),
  underline: css({ textDecoration: 'underline' }),
});

/** Tones of the theme that are made for text. */
function colors({ colors: { error, success, warning, primary, info, text }, visualization, isLight }: GrafanaTheme2) {
  const of: Record<LogColor, string> = {
    red: error.text,
    green: success.text,
    yellow: warning.text,
    blue: primary.text,
    cyan: info.text,
    magenta: visualization.getColorByName(isLight ? 'dark-purple' : 'light-purple'),
    grey: text.secondary,
  };
  return {
    red: css({ color: of.red }),
    green: css({ color: of.green }),
    yellow: css({ color: of.yellow }),
    blue: css({ color: of.blue }),
    cyan: css({ color: of.cyan }),
    magenta: css({ color: of.magenta }),
    grey: css({ color: of.grey }),
  };
}
