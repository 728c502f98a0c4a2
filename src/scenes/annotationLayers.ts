/**
 * Runs on every time chart.
 *
 * Grafana's own annotations are the record: they outlive Tekton's pruner and carry notes. A run that has none yet (started
 * by hand, or while nobody was looking) is drawn from the Tekton data source, so no run is missing and none drawn twice:
 * both hold its uid.
 */
import type { AnnotationEvent, AnnotationQuery, LoadingState, PanelData } from '@grafana/data';
import { SceneDataLayerSet, dataLayers } from '@grafana/scenes';

import { DATASOURCE_ID } from '../constants';
import { isOfCluster, markedUid, RUN_TAG } from '../domain/runAnnotation';
import { t } from '../i18n/t';
import { annotationClusterTag } from '../shared/clusterTag';

const GRAFANA = { type: 'grafana', uid: '-- Grafana --' };

/** The uid of the run that an event or a row of a layer's answer is of. */
function uidOf({ tags, text }: { tags?: unknown; text?: unknown }): string | undefined {
  const list: unknown[] = Array.isArray(tags) ? tags : [];
  return markedUid({
    tags: list.filter((tag) => typeof tag === 'string'),
    text: typeof text === 'string' ? text : undefined,
  });
}

/** Events whose run is not among the drawn ones; an event without a uid stays. */
export function withoutDrawn(events: AnnotationEvent[], drawn: ReadonlySet<string>): AnnotationEvent[] {
  return events.filter((event) => {
    const uid = uidOf(event);
    return uid === undefined || !drawn.has(uid);
  });
}

/** Uids of the runs in a layer's answer. */
export function drawnUids(data: PanelData | undefined): Set<string> {
  const rows = (data?.series ?? []).flatMap(({ fields, length }) => {
    const column = (name: string): unknown[] => fields.find((field) => field.name === name)?.values ?? [];
    const [tags, texts] = [column('tags'), column('text')];
    return Array.from({ length }, (_, row) => ({ tags: tags[row], text: texts[row] }));
  });
  return new Set(rows.map(uidOf).filter((uid) => uid !== undefined));
}

interface Answer {
  query: AnnotationQuery;
  results: { state: LoadingState; events: AnnotationEvent[] };
}

/** What Grafana has recorded of the chosen cluster: the tags of a query cannot leave out those of the others. */
class RecordedRunsLayer extends dataLayers.AnnotationsDataLayer {
  protected override processEvents(query: AnnotationQuery, results: Answer['results']): PanelData {
    const ofCluster = annotationClusterTag();
    const events = (results.events ?? []).filter(({ tags }) => isOfCluster(Array.isArray(tags) ? tags : [], ofCluster));
    return super.processEvents(query, { ...results, events });
  }
}

/** Tekton's runs, less those that the recorded layer draws. */
class UnrecordedRunsLayer extends dataLayers.AnnotationsDataLayer {
  private answer?: Answer;

  constructor(
    state: ConstructorParameters<typeof dataLayers.AnnotationsDataLayer>[0],
    private readonly recorded: RecordedRunsLayer
  ) {
    super(state);
    this.addActivationHandler(() => {
      const sub = recorded.subscribeToState((next, previous) => {
        if (next.data !== previous.data && this.answer) {
          this.publishResults(this.processEvents(this.answer.query, this.answer.results));
        }
      });
      return () => sub.unsubscribe();
    });
  }

  protected override processEvents(query: AnnotationQuery, results: Answer['results']): PanelData {
    this.answer = { query, results };
    const drawn = this.recorded.state.isEnabled ? drawnUids(this.recorded.state.data) : new Set<string>();
    return super.processEvents(query, { ...results, events: withoutDrawn(results.events ?? [], drawn) });
  }
}

/** The layers of a board; without a Tekton data source only what Grafana has recorded. */
export function runLayers(tektonUid: string | undefined): SceneDataLayerSet {
  const ofCluster = annotationClusterTag();
  const recorded = new RecordedRunsLayer({
    key: 'recorded-runs',
    name: t('scenes.layers.runs', 'Experiment runs'),
    description: t('scenes.layers.runs-description', 'Runs and notes recorded as annotations in Grafana'),
    isEnabled: true,
    query: {
      name: 'recorded-runs',
      enable: true,
      iconColor: 'blue',
      datasource: GRAFANA,
      target: {
        refId: 'Anno',
        type: 'tags',
        tags: ofCluster === undefined ? [RUN_TAG] : [RUN_TAG, ofCluster],
        matchAny: false,
        limit: 200,
      } as AnnotationQuery['target'],
    },
  });
  if (tektonUid === undefined) {
    return new SceneDataLayerSet({ layers: [recorded] });
  }
  const unrecorded = new UnrecordedRunsLayer(
    {
      key: 'unrecorded-runs',
      name: t('scenes.layers.unrecorded', 'Runs not recorded yet'),
      description: t('scenes.layers.unrecorded-description', 'Runs in the cluster that have no annotation in Grafana'),
      isEnabled: true,
      query: {
        name: 'unrecorded-runs',
        enable: true,
        iconColor: 'purple',
        datasource: { type: DATASOURCE_ID, uid: tektonUid },
        target: { refId: 'Anno', queryType: 'runs' } as AnnotationQuery['target'],
      },
    },
    recorded
  );
  return new SceneDataLayerSet({ layers: [recorded, unrecorded] });
}
