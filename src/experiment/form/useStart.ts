import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { useRef, useState } from 'react';

import { runLinks } from '../../annotations/links';
import { refreshAnnotations } from '../../annotations/refresh';
import { grafanaAnnotations } from '../../annotations/store';
import type { Pipeline } from '../../domain/pipeline';
import { chooseName, newIntent } from '../../kube/names';
import type { RunFormProps } from '../runFormProps';
import { startRun } from '../startRun';
import { formRequest, type RunFormValues } from './model';
import type { NamedRequest } from './Review';

/** One intent to start: its name is chosen once, so that however often it is sent, one run comes of it. */
export function useStart(
  { api, annotate = true, onStarted }: RunFormProps,
  startedBy: string,
  clockSkewMs: number,
  dropDraft: () => void
) {
  const [request, setRequest] = useState<NamedRequest>();
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>();
  // State comes a render late for the second click of a double click.
  const isStarting = useRef(false);

  return {
    request,
    starting,
    error,
    propose: (values: RunFormValues, pipeline: Pipeline): void => {
      const wanted = formRequest(values, pipeline);
      setRequest({ ...wanted, name: chooseName(wanted.generateName), intent: newIntent() });
      setError(undefined);
    },
    forget: () => {
      setRequest(undefined);
      setError(undefined);
    },
    start: (pipeline: Pipeline): void => {
      if (isStarting.current || !request) {
        return;
      }
      isStarting.current = true;
      setStarting(true);
      setError(undefined);
      const annotations = { store: grafanaAnnotations, links: runLinks, onWritten: refreshAnnotations };
      startRun({ api, request, pipeline, startedBy, clockSkewMs, ...(annotate ? { annotations } : {}) }).then(
        ({ run, annotated }) => {
          dropDraft();
          void annotated.then((problem) => {
            if (problem) {
              const payload = [problem.title, `${problem.message} ${problem.nextStep}`];
              getAppEvents().publish({ type: AppEvents.alertWarning.name, payload });
            }
          });
          onStarted(run);
        },
        (caught: unknown) => {
          isStarting.current = false;
          setStarting(false);
          setError(caught);
        }
      );
    },
  };
}
