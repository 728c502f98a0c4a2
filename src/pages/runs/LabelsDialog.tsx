import { Button, Field, Input, Modal, TagsInput } from '@grafana/ui';
import React, { useCallback, useId, useState } from 'react';

import { readLabelsOf, writeLabels } from '../../annotations/runLabels';
import type { AnnotationStore } from '../../annotations/store';
import type { ListedRun } from '../../assessment/listedRuns';
import { runId } from '../../domain/run';
import { cleanTags, MAX_NOTE_CHARS, type RunLabels } from '../../domain/runLabels';
import { t } from '../../i18n/t';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { ListSkeleton } from '../../shared/ListSkeleton';
import { testIds } from '../../shared/testIds';
import { useAct } from '../../shared/useAct';
import { useLoad } from '../../shared/useLoad';

interface Props {
  /** Undefined: the dialog is not open. */
  run: ListedRun | undefined;
  store: AnnotationStore;
  onDismiss: () => void;
  onSaved: () => void;
}

/** Tags and a note for everyone who looks at the list. */
export function LabelsDialog({ run, ...rest }: Props): React.ReactElement | null {
  return run?.ownUid === undefined ? null : <Dialog key={run.uid} run={run} uid={run.ownUid} {...rest} />;
}

type DialogProps = Props & { run: ListedRun; uid: string };

/** Begins with what is said of the run now: the list may not have it, or have an older state of it. */
function Dialog(props: DialogProps): React.ReactElement {
  const { store, uid, onDismiss } = props;
  const { namespace, name } = props.run;
  const { value, error, loading, reload } = useLoad(
    useCallback(
      async () => ({ labels: await readLabelsOf(store, { namespace, name, uid }) }),
      [store, namespace, name, uid]
    )
  );
  return (
    <Modal isOpen title={t('pages.runs.labels.title', 'Tags and note')} onDismiss={onDismiss}>
      {value ? (
        <Labels {...props} {...value} />
      ) : error === undefined ? (
        <ListSkeleton rows={2} />
      ) : (
        <ErrorNotice error={error} onRetry={reload} retrying={loading} />
      )}
    </Modal>
  );
}

function Labels({
  run,
  uid,
  labels,
  store,
  onDismiss,
  onSaved,
}: DialogProps & { labels: RunLabels | undefined }): React.ReactElement {
  const [tags, setTags] = useState<string[]>([...(labels?.tags ?? [])]);
  const [note, setNote] = useState(labels?.note ?? '');
  const { act, busy, failure } = useAct();
  const ids = { tags: useId(), note: useId() };
  const save = () =>
    act(async () => {
      const { namespace, name, createdAt } = run;
      await writeLabels(store, { namespace, name, uid }, { tags, note }, createdAt);
      onSaved();
      onDismiss();
    });
  return (
    <>
      <div data-testid={testIds.runs.labels}>
        <p>{runId(run)}</p>
        <Field label={t('pages.runs.labels.tags', 'Tags')} htmlFor={ids.tags}>
          <TagsInput
            id={ids.tags}
            tags={tags}
            onChange={(next) => setTags(cleanTags(next))}
            placeholder={t('pages.runs.labels.tags-placeholder', 'New tag, then Enter')}
          />
        </Field>
        <Field
          label={t('pages.runs.labels.note', 'Note')}
          description={t(
            'pages.runs.labels.about',
            'Everyone who sees the list sees it, kept as an annotation in Grafana.'
          )}
          htmlFor={ids.note}
        >
          <Input
            id={ids.note}
            value={note}
            maxLength={MAX_NOTE_CHARS}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Field>
        {failure !== undefined && (
          <ErrorNotice error={failure} title={t('pages.runs.labels.failed', 'Tags and note were not saved')} />
        )}
      </div>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          {t('pages.runs.labels.no', 'Do not save')}
        </Button>
        <Button disabled={busy} icon={busy ? 'spinner' : 'save'} onClick={() => void save()}>
          {t('pages.runs.labels.yes', 'Save')}
        </Button>
      </Modal.ButtonRow>
    </>
  );
}
