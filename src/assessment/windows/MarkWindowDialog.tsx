import { getTimeZone } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Alert, Button, Modal } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import { knownRuns } from '../../annotations/knownRuns';
import { runLinks } from '../../annotations/links';
import { refreshAnnotations } from '../../annotations/refresh';
import { grafanaAnnotations, type AnnotationStore } from '../../annotations/store';
import { markWindow, type WindowMarking } from '../../annotations/windowMarks';
import { runId } from '../../domain/run';
import { t } from '../../i18n/t';
import { runPath } from '../../routes';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { PageButton } from '../../shared/PageButton';
import { testIds } from '../../shared/testIds';
import { useAct } from '../../shared/useAct';
import { useLoad } from '../../shared/useLoad';
import { WindowFields } from './WindowFields';
import { draftProblems, windowOf, type WindowDraft } from './windowDraft';

/** Marks that are read for the names of experiments and workloads. */
const KNOWN_LIMIT = 300;

export interface MarkWindowDialogProps {
  /** What the page shows. */
  initial: Pick<WindowDraft, 'namespace' | 'workload' | 'from' | 'to'>;
  store?: AnnotationStore;
  onDismiss: () => void;
  onMarked?: () => void;
}

/** Names a window of time, and makes it a run like others. Nothing is started. */
export function MarkWindowDialog({
  initial,
  store = grafanaAnnotations,
  onDismiss,
  onMarked,
}: MarkWindowDialogProps): React.ReactElement {
  const [draft, setDraft] = useState<WindowDraft>({ experiment: '', ...initial });
  /** When it was last tried; until then no field is called wrong. */
  const [triedAt, setTriedAt] = useState<number>();
  const { act, busy, failure } = useAct();
  const [marked, setMarked] = useState<WindowMarking>();
  const { value: known } = useLoad(useCallback(() => knownRuns(store, KNOWN_LIMIT), [store]));
  const change = useCallback((part: Partial<WindowDraft>) => setDraft((old) => ({ ...old, ...part })), []);

  const mark = async () => {
    const now = Date.now();
    setTriedAt(now);
    if (Object.keys(draftProblems(draft, now)).length > 0) {
      return;
    }
    const window = windowOf(draft, config.bootData.user.login || undefined);
    await act(async () => {
      setMarked(await markWindow(store, window, runLinks));
      refreshAnnotations(window.from);
      onMarked?.();
    });
  };

  return (
    <Modal isOpen title={t('assessment.window.title', 'Mark a window as a run')} onDismiss={onDismiss}>
      <div data-testid={testIds.windows.dialog}>
        {marked ? (
          <Done {...marked} />
        ) : (
          <>
            <p>
              {t(
                'assessment.window.about',
                'For load that something else generated. The window becomes a run in the list, on charts and in comparisons. Nothing is started in the cluster.'
              )}
            </p>
            <WindowFields
              draft={draft}
              problems={triedAt === undefined ? {} : draftProblems(draft, triedAt)}
              known={known ?? []}
              timeZone={getTimeZone()}
              onChange={change}
            />
          </>
        )}
        {failure !== undefined && (
          <ErrorNotice
            error={failure}
            title={t('assessment.window.failed', 'The window was not marked')}
            onRetry={() => void mark()}
            retrying={busy}
          />
        )}
      </div>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          {marked ? t('assessment.window.close', 'Close') : t('assessment.window.no', 'Do not mark')}
        </Button>
        {marked ? (
          <PageButton icon="eye" href={runPath(marked.run)} data-testid={testIds.windows.open}>
            {t('assessment.window.open', 'Open the run')}
          </PageButton>
        ) : (
          <Button
            icon={busy ? 'spinner' : 'tag-alt'}
            disabled={busy}
            onClick={() => void mark()}
            data-testid={testIds.windows.confirm}
          >
            {busy ? t('assessment.window.busy', 'Marking…') : t('assessment.window.yes', 'Mark as a run')}
          </Button>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}

function Done({ run, wasThere }: WindowMarking): React.ReactElement {
  return (
    <Alert
      severity={wasThere ? 'info' : 'success'}
      title={
        wasThere
          ? t('assessment.window.was-there', 'This window is marked already')
          : t('assessment.window.done', 'The window is a run now')
      }
    >
      {runId(run)}
    </Alert>
  );
}
