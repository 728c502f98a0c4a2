import { css } from '@emotion/css';
import { dateTime, dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, DateTimePicker, Field, TextArea, useStyles2 } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import { refreshAnnotations } from '../annotations/refresh';
import { grafanaAnnotations, type AnnotationStore } from '../annotations/store';
import { t } from '../i18n/t';
import { ErrorNotice } from '../shared/ErrorNotice';
import { testIds } from '../shared/testIds';
import { addNote, listNotes, type NotedRun } from './notes';
import { useAct } from '../shared/useAct';
import { useLoad } from '../shared/useLoad';

export interface RunNotesProps {
  run: NotedRun;
  timeZone: TimeZone;
  /** From `currentAccess(api).canAnnotate`. */
  canWrite: boolean;
  /** The moment that a new note is about unless another is chosen, epoch ms; now without it. */
  defaultTime?: number;
  store?: AnnotationStore;
}

/** The notes on a run and, for who may, a field for another one. A note shows on every chart at its time. */
export function RunNotes({ run, timeZone, canWrite, defaultTime, store = grafanaAnnotations }: RunNotesProps) {
  const styles = useStyles2(getStyles);
  const { namespace, name, uid } = run;
  const {
    value: notes,
    error,
    reload,
  } = useLoad(useCallback(() => listNotes({ namespace, name, uid }, store), [namespace, name, uid, store]));

  return (
    <div data-testid={testIds.notes.list}>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {notes?.length === 0 && (
        <p className={styles.quiet}>
          {t('experiment.notes.none', 'No notes yet. A note shows on every chart at its time.')}
        </p>
      )}
      <ul className={styles.list} aria-label={t('experiment.notes.label', 'Notes on this run')}>
        {notes?.map((note) => (
          <li key={note.id}>
            <time dateTime={new Date(note.time).toISOString()} className={styles.quiet}>
              {dateTimeFormat(note.time, { timeZone })}
            </time>{' '}
            <span className={styles.text}>{note.text}</span>
          </li>
        ))}
      </ul>
      {canWrite && (
        <NewNote
          run={run}
          timeZone={timeZone}
          defaultTime={defaultTime}
          store={store}
          onAdded={() => {
            refreshAnnotations();
            reload();
          }}
        />
      )}
    </div>
  );
}

interface NewNoteProps extends Pick<RunNotesProps, 'run' | 'timeZone' | 'defaultTime'> {
  store: AnnotationStore;
  onAdded: () => void;
}

function NewNote({ run, timeZone, defaultTime, store, onAdded }: NewNoteProps) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const [time, setTime] = useState<number | undefined>(defaultTime);
  const { act, busy, failure } = useAct();
  const add = () =>
    act(async () => {
      await addNote(run, text, time ?? Date.now(), store);
      setText('');
      setTime(defaultTime);
      onAdded();
    });
  return (
    <div className={styles.form}>
      <Field label={t('experiment.notes.text', 'Note')} noMargin>
        <TextArea
          id={`note-${run.uid}`}
          data-testid={testIds.notes.text}
          rows={2}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <Field
        label={t('experiment.notes.time', 'Time')}
        description={time === undefined ? t('experiment.notes.now', 'Empty: now') : undefined}
        noMargin
      >
        <DateTimePicker
          date={time === undefined ? undefined : dateTime(time)}
          timeZone={timeZone}
          clearable
          onChange={(date) => setTime(date?.valueOf())}
        />
      </Field>
      {failure !== undefined && (
        <ErrorNotice error={failure} title={t('experiment.notes.failed', 'The note was not added')} />
      )}
      <Button
        variant="secondary"
        icon="comment-alt"
        onClick={add}
        disabled={busy || text.trim() === ''}
        data-testid={testIds.notes.add}
      >
        {t('experiment.notes.add', 'Add note')}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  quiet: css({ color: theme.colors.text.secondary }),
  text: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  form: css({ display: 'grid', gap: theme.spacing(1), justifyItems: 'start', marginTop: theme.spacing(2) }),
});
