import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, InlineSwitch, Input, useStyles2 } from '@grafana/ui';
import React, { useEffect, useMemo, useRef, useState } from 'react';

import type { LogRequest, TektonApi } from '../../datasource/types';
import { t } from '../../i18n/t';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { saveFile } from '../../shared/saveFile';
import { testIds } from '../../shared/testIds';
import { blocksOf, countLines, LineFinder, linesOf, type LogBuffer } from './logBuffer';
import { LogLines } from './LogLines';
import { useLog, type Log } from './useLog';

interface Props {
  api: Pick<TektonApi, 'logs'>;
  /** Undefined: the container is not there yet. */
  request: Omit<LogRequest, 'tailLines'> | undefined;
  /** Name of the file that a download makes. */
  fileName: string;
}

/** A container's log that follows, can be held still, searched, wrapped and saved. Text, never markup. */
export function LogViewer({ api, request, fileName }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const log = useLog(api, request);
  const [held, setHeld] = useState<LogBuffer>();
  const [wrap, setWrap] = useState(false);
  const [search, setSearch] = useState('');
  const [hit, setHit] = useState(0);
  const shown = held ?? log.buffer;
  const blocks = useMemo(() => blocksOf(shown), [shown]);
  const finder = useMemo(() => new LineFinder(search), [search]);
  const hits = useMemo(() => finder.find(blocks), [finder, blocks]);
  const count = countLines(shown);
  const current = hits.length > 0 ? hits[hit % hits.length] : undefined;
  const box = useStickToEnd(shown, held === undefined);
  useEffect(() => {
    if (current !== undefined) {
      box.current?.querySelector('[data-current]')?.scrollIntoView?.({ block: 'center' });
    }
  }, [box, current, search]);

  const goTo = (step: number): void => {
    setHeld((old) => old ?? log.buffer);
    setHit((old) => (hits.length === 0 ? 0 : (old + step + hits.length) % hits.length));
  };
  return (
    <div className={styles.viewer} data-testid={testIds.run.log}>
      <div className={styles.bar}>
        <Input
          aria-label={t('pages.run.log.search', 'Search in this log')}
          placeholder={t('pages.run.log.search', 'Search in this log')}
          value={search}
          width={28}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setHit(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              goTo(event.shiftKey ? -1 : 1);
            }
          }}
        />
        {search !== '' && (
          <>
            <span role="status" className={styles.quiet}>
              {hits.length === 0
                ? t('pages.run.log.no-hits', 'Not found')
                : t('pages.run.log.hits', '{{at}} of {{hits}}', { at: (hit % hits.length) + 1, hits: hits.length })}
            </span>
            <IconButton
              name="arrow-up"
              tooltip={t('pages.run.log.previous', 'Previous match')}
              onClick={() => goTo(-1)}
            />
            <IconButton name="arrow-down" tooltip={t('pages.run.log.next', 'Next match')} onClick={() => goTo(1)} />
          </>
        )}
        <span className={styles.grow} />
        <InlineSwitch
          id="log-wrap"
          showLabel
          transparent
          label={t('pages.run.log.wrap', 'Wrap lines')}
          value={wrap}
          onChange={(event) => setWrap(event.currentTarget.checked)}
        />
        <HoldButton log={log} held={held} onHold={setHeld} />
        <Button
          size="sm"
          variant="secondary"
          icon="download-alt"
          disabled={count === 0}
          onClick={() =>
            saveFile(
              fileName,
              linesOf(shown)
                .map(({ text }) => `${text}\n`)
                .join('')
            )
          }
        >
          {t('pages.run.log.download', 'Download')}
        </Button>
      </div>
      {shown.dropped > 0 && (
        <p className={styles.note}>
          {t('pages.run.log.dropped', '{{count}} older lines are not kept here. The newest {{kept}} are below.', {
            count: shown.dropped,
            kept: count,
          })}
        </p>
      )}
      {log.error !== undefined && (
        <ErrorNotice
          error={log.error}
          title={t('pages.run.log.failed', 'The log could not be read')}
          onRetry={log.reload}
        />
      )}
      <div
        ref={box}
        className={styles.box}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('pages.run.log.label', 'Log')}
      >
        {count === 0 ? (
          <p className={styles.note}>{emptyText(log.state)}</p>
        ) : (
          <LogLines blocks={blocks} wrap={wrap} search={search} current={current} />
        )}
      </div>
      <p className={styles.quiet}>{stateText(log, held)}</p>
    </div>
  );
}

interface HoldProps {
  log: Log;
  held: LogBuffer | undefined;
  onHold: (held: LogBuffer | undefined) => void;
}

function HoldButton({ log, held, onHold }: HoldProps): React.ReactElement | null {
  if (held) {
    return (
      <Button size="sm" variant="secondary" icon="play" onClick={() => onHold(undefined)}>
        {t('pages.run.log.resume', 'Resume')}
      </Button>
    );
  }
  return log.state === 'following' ? (
    <Button size="sm" variant="secondary" icon="pause" onClick={() => onHold(log.buffer)}>
      {t('pages.run.log.pause', 'Pause')}
    </Button>
  ) : null;
}

function emptyText(state: Log['state']): string {
  switch (state) {
    case 'waiting':
      return t('pages.run.log.waiting', 'The log begins when the step does.');
    case 'following':
      return t('pages.run.log.silent', 'Nothing written yet.');
    case 'ended':
      return t('pages.run.log.empty', 'The step wrote nothing.');
    case 'failed':
      return t('pages.run.log.none', 'No log.');
  }
}

function stateText(log: Log, held: LogBuffer | undefined): string {
  if (held) {
    const more = log.buffer.dropped + countLines(log.buffer) - held.dropped - countLines(held);
    return t('pages.run.log.held', 'Held still; {{more}} new lines since.', { more });
  }
  const count = countLines(log.buffer);
  switch (log.state) {
    case 'following':
      return t('pages.run.log.following', 'Following, {{count}} lines.', {
        count,
        defaultValue_one: 'Following, {{count}} line.',
      });
    case 'ended':
      return t('pages.run.log.ended', 'End of the log, {{count}} lines.', {
        count,
        defaultValue_one: 'End of the log, {{count}} line.',
      });
    case 'waiting':
    case 'failed':
      return '';
  }
}

/** For the box that scrolls: keeps the newest line in view, unless the reader has scrolled away from it. */
function useStickToEnd(shown: LogBuffer, active: boolean): React.RefObject<HTMLDivElement> {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    const onScroll = (): void => {
      atEnd.current = !element || element.scrollHeight - element.scrollTop - element.clientHeight < 24;
    };
    element?.addEventListener('scroll', onScroll, { passive: true });
    return () => element?.removeEventListener('scroll', onScroll);
  }, []);
  useEffect(() => {
    if (active && atEnd.current && box.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [shown, active]);
  return box;
}

const getStyles = (theme: GrafanaTheme2) => ({
  viewer: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  grow: css({ flexGrow: 1 }),
  box: css({
    height: 'clamp(240px, 50vh, 720px)',
    overflow: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
  }),
  note: css({ color: theme.colors.text.secondary, margin: 0, padding: theme.spacing(1) }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0, fontVariantNumeric: 'tabular-nums' }),
});
