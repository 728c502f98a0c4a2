/** Runs on every time chart: those that Grafana has recorded, and those that Tekton has. Both are on at first. */
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { RUN_TAG } from '../src/domain/runAnnotation';
import { TEKTON } from './variables';

const GRAFANA = { type: 'grafana', uid: '-- Grafana --' };

/** Grafana's own switch for annotations of one dashboard: without it Grafana adds it, and the file would differ. */
function builtIn(): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name('Annotations & Alerts')
    .datasource(GRAFANA)
    .type('dashboard')
    .enable(true)
    .hide(true)
    .iconColor('rgba(0, 211, 255, 1)')
    .builtIn(1);
}

/** The record: it outlives Tekton's pruner, and carries notes. */
function recordedRuns(): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name('Experiment runs')
    .datasource(GRAFANA)
    .enable(true)
    .hide(false)
    .iconColor('blue')
    .target(query({ refId: 'Anno', type: 'tags', tags: [RUN_TAG], matchAny: false, limit: 200 }));
}

/** Runs that were started by hand, or while nobody was looking. */
function unrecordedRuns(): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name('Runs not recorded yet')
    .datasource(TEKTON)
    .enable(true)
    .hide(false)
    .iconColor('purple')
    .target(query({ refId: 'Anno', queryType: 'runs', unrecorded: true }));
}

export function runAnnotations(): AnnotationQueryBuilder[] {
  return [builtIn(), recordedRuns(), unrecordedRuns()];
}

/** A query of a data source that the SDK does not know. */
export function query(fields: Record<string, unknown>): Builder<Dataquery> {
  return { build: () => ({ ...fields, _implementsDataqueryVariant: () => undefined }) };
}
