import { cx } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Icon, IconButton, TextLink, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import type { ScalingEvent } from '../../domain/analysis/types';
import { timeSteps } from '../../domain/axisSteps';
import { PHASES } from '../../domain/phase';
import { t } from '../../i18n/t';
import { runPath } from '../../routes';
import { formatDuration } from '../../domain/format';
import { AxisTicks } from '../../shared/AxisTicks';
import { ScalingMarks } from './ScalingMarks';
import type { Timeline, TimelineBar, TimelineChild, TimelineTask } from './timeline';
import { timelineStyles } from './timelineStyles';

interface Props {
  timeline: Timeline;
  timeZone: TimeZone;
  /** Uid of the TaskRun whose log is shown. */
  selected?: string;
  onSelect: (taskRunUid: string) => void;
  /** When ready replicas rose or fell. */
  scalings?: readonly ScalingEvent[];
}

/** Tasks as bars over the run's time; the children of a matrix unfold. A task that is chosen shows its log. */
export function RunTimeline({ timeline, timeZone, selected, onSelect, scalings = [] }: Props): React.ReactElement {
  const styles = useStyles2(timelineStyles);
  return (
    <div className={styles.chart}>
      <Axis timeline={timeline} />
      <ScalingMarks timeline={timeline} timeZone={timeZone} scalings={scalings} />
      <ul className={styles.list} aria-label={t('pages.run.timeline.label', 'Tasks of this run')}>
        {timeline.tasks.map((task) => (
          <TaskItem
            key={`${task.memberOf}/${task.name}`}
            task={task}
            timeZone={timeZone}
            selected={selected}
            onSelect={onSelect}
          />
        ))}
      </ul>
    </div>
  );
}

function Axis({ timeline }: { timeline: Timeline }): React.ReactElement {
  const styles = useStyles2(timelineStyles);
  const seconds = (timeline.to - timeline.from) / 1000;
  return (
    <div className={styles.row} aria-hidden>
      <span />
      <AxisTicks
        className={styles.axis}
        ticks={timeSteps(seconds).map(({ value, text }) => ({ at: value / seconds, text }))}
      />
    </div>
  );
}

type TaskItemProps = Omit<Props, 'timeline' | 'scalings'> & { task: TimelineTask };

function TaskItem({ task, timeZone, selected, onSelect }: TaskItemProps): React.ReactElement {
  const styles = useStyles2(timelineStyles);
  const [only] = task.children;
  const matrix = task.children.length > 1;
  const holdsSelected = task.children.some((child) => child.taskRun.uid === selected);
  const [open, setOpen] = useState<boolean>();
  const isOpen = matrix && (open ?? (holdsSelected || task.phase === 'failed'));
  return (
    <li>
      <div className={cx(styles.row, holdsSelected && !matrix && styles.selected)}>
        <div className={styles.name}>
          {matrix && <FoldButton task={task} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />}
          <NameButton
            name={task.name}
            pressed={holdsSelected && !matrix}
            onClick={matrix ? () => setOpen(!isOpen) : only && (() => onSelect(only.taskRun.uid))}
          />
          {matrix && <span className={styles.quiet}>×{task.children.length}</span>}
          {task.memberOf === 'finally' && (
            <span className={styles.tag}>{t('pages.run.timeline.finally', 'finally')}</span>
          )}
        </div>
        {task.other === undefined ? (
          <Bar bar={task} timeZone={timeZone} name={task.name} note={task.skippedBecause} />
        ) : (
          <span className={styles.quiet}>
            {task.nested ? (
              <TextLink href={runPath(task.nested)}>
                {t('pages.run.timeline.nested', 'Run {{name}}: its tasks are on its own page', {
                  name: task.nested.name,
                })}
              </TextLink>
            ) : (
              t('pages.run.timeline.other', '{{what}}: its state is not read here', { what: task.other })
            )}
          </span>
        )}
      </div>
      {isOpen && (
        <ul className={styles.list}>
          {task.children.map((child) => (
            <ChildItem
              key={child.taskRun.uid}
              child={child}
              timeZone={timeZone}
              selected={selected}
              onSelect={onSelect}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

interface FoldButtonProps {
  task: TimelineTask;
  isOpen: boolean;
  onToggle: () => void;
}

function FoldButton({ task: { name, children }, isOpen, onToggle }: FoldButtonProps): React.ReactElement {
  const values = { count: children.length, name };
  return (
    <IconButton
      name={isOpen ? 'angle-down' : 'angle-right'}
      aria-expanded={isOpen}
      tooltip={
        isOpen
          ? t('pages.run.timeline.fold', 'Hide the {{count}} runs of {{name}}', values)
          : t('pages.run.timeline.unfold', 'Show the {{count}} runs of {{name}}', values)
      }
      onClick={onToggle}
    />
  );
}

type ChildItemProps = Omit<Props, 'timeline' | 'scalings'> & { child: TimelineChild };

function ChildItem({ child, timeZone, selected, onSelect }: ChildItemProps): React.ReactElement {
  const styles = useStyles2(timelineStyles);
  const isSelected = child.taskRun.uid === selected;
  return (
    <li className={cx(styles.row, isSelected && styles.selected)}>
      <div className={cx(styles.name, styles.child)}>
        <NameButton name={child.label} pressed={isSelected} onClick={() => onSelect(child.taskRun.uid)} />
      </div>
      <Bar bar={child} timeZone={timeZone} name={child.label} />
    </li>
  );
}

interface NameButtonProps {
  name: string;
  pressed: boolean;
  onClick?: () => void;
}

function NameButton({ name, pressed, onClick }: NameButtonProps): React.ReactElement {
  const styles = useStyles2(timelineStyles);
  return onClick ? (
    <button type="button" className={styles.button} aria-pressed={pressed} onClick={onClick} title={name}>
      {name}
    </button>
  ) : (
    <span className={styles.clip} title={name}>
      {name}
    </span>
  );
}

interface BarProps {
  bar: TimelineBar;
  name: string;
  timeZone: TimeZone;
  note?: string;
}

/** The bar, and beside it in words what it says: phase and length. */
function Bar({ bar, timeZone, note }: BarProps): React.ReactElement {
  const styles = useStyles2(timelineStyles);
  const { phase, span, seconds, startedAt, finishedAt } = bar;
  const words = [PHASES[phase].label(), seconds === undefined ? '' : formatDuration(seconds), note ?? '']
    .filter(Boolean)
    .join(' · ');
  const title = useMemo(() => spanTitle(startedAt, finishedAt, timeZone), [startedAt, finishedAt, timeZone]);
  // Words stand after the bar where there is room, else before it.
  const before = span !== undefined && span.to > 0.7;
  return (
    <div className={styles.track} title={title}>
      {span && (
        <div
          className={cx(styles.bar, styles[phase])}
          style={{ left: `${span.from * 100}%`, width: `max(3px, ${(span.to - span.from) * 100}%)` }}
        />
      )}
      <span className={styles.words} style={wordsPlace(span, before)}>
        <Icon name={PHASES[phase].icon} size="sm" aria-hidden /> {words}
      </span>
    </div>
  );
}

function wordsPlace(span: TimelineBar['span'], before: boolean): React.CSSProperties {
  if (!span) {
    return { left: 0 };
  }
  if (!before) {
    return { left: `calc(${span.to * 100}% + 6px)` };
  }
  // A bar over the whole width carries its words itself.
  return span.from < 0.3
    ? { left: `calc(${span.from * 100}% + 6px)` }
    : { right: `calc(${(1 - span.from) * 100}% + 6px)` };
}

function spanTitle(
  startedAt: number | undefined,
  finishedAt: number | undefined,
  timeZone: TimeZone
): string | undefined {
  if (startedAt === undefined) {
    return undefined;
  }
  const from = dateTimeFormat(startedAt, { timeZone });
  return finishedAt === undefined ? from : `${from} – ${dateTimeFormat(finishedAt, { timeZone })}`;
}
