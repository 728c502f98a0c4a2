/** The findings of a cluster as they come in: opened once, refreshed while somebody looks. */
import { decodeWith } from '../kube/decoder';
import type { FoundThresholds } from '../kube/foundThresholds';
import type { DecodedPresets } from '../kube/presets';
import { ASKING, valueOf, type Answer } from './answer';
import { answered, askDocument, askList, type Kept, type ListRequest, type Reader } from './ask';
import { ApiGroups, DashboardUids, Nodes, Version, type ApiGroupsWire } from './clusterObjects';
import type { Findings, PrometheusFindings } from './findings';
import { NEEDED_QUESTIONS, PIPELINES, QUESTIONS, type Question, type QuestionId } from './questions';

/** Who answers: the data source in a browser, the command line's client in Node. */
export interface Sources {
  reader: Reader;
  clockSkewMs: () => number;
  thresholds: (signal: AbortSignal) => Promise<FoundThresholds>;
  prometheus: (signal: AbortSignal) => Promise<PrometheusFindings>;
  /** Grafana's answer to a search for this project's dashboards; undefined where there is no Grafana. */
  dashboards?: (signal: AbortSignal) => Promise<unknown>;
}

const GPU_NODES: ListRequest = {
  group: '',
  version: 'v1',
  resource: 'nodes',
  labelSelector: 'nvidia.com/gpu.present=true',
  asTable: true,
};
/** With more namespaces than this, one list of the whole cluster costs less than one for each. */
const MOST_NAMESPACES = 2;
/** OpenShift serves routes of its own. */
const OPENSHIFT_GROUP = 'route.openshift.io';

const IDS = Object.keys(QUESTIONS) as QuestionId[];

export class ReadinessSession {
  private findings: Findings;
  private readonly kept = new Map<string, Kept<unknown[]>>();

  constructor(
    private readonly sources: Sources,
    settings: Findings['settings'],
    private readonly onChange: (findings: Findings) => void
  ) {
    this.findings = {
      settings,
      version: ASKING,
      groups: ASKING,
      nodes: ASKING,
      objects: Object.fromEntries(IDS.map((id) => [id, ASKING])) as Findings['objects'],
      pipelines: ASKING,
      presets: ASKING,
      thresholds: ASKING,
      prometheus: ASKING,
      ...(sources.dashboards ? { dashboards: ASKING } : {}),
    };
  }

  /**
   * Asks once, and reports each answer as it comes. Rejects only when the signal aborts.
   *
   * @param extent `needed`: only what the checks read that a run cannot do without; what others read stays `asking`
   */
  async refresh(signal: AbortSignal, extent: 'needed' | 'all' = 'all'): Promise<void> {
    const { reader, prometheus, clockSkewMs } = this.sources;
    const { namespaces } = this.findings.settings;
    const set = (part: Partial<Findings>) => this.set(part);
    const groups = askDocument(reader, 'groups', ApiGroups, signal).then((answer) => {
      set({ groups: answer, clockSkewMs: clockSkewMs() });
      return valueOf(answer);
    });
    await Promise.all([
      askDocument(reader, 'version', Version, signal).then((version) => set({ version })),
      askDocument(reader, GPU_NODES, Nodes, signal).then((nodes) => set({ nodes })),
      this.lists('pipelines', PIPELINES, namespaces, undefined, signal).then((answer) =>
        set({ pipelines: mapped(answer, (all) => all.filter((one) => one !== undefined)) })
      ),
      answered(undefined, prometheus, signal).then((answer) => set({ prometheus: answer })),
      groups.then((served) =>
        Promise.all((extent === 'all' ? IDS : NEEDED_QUESTIONS).map((id) => this.ask(id, served, signal)))
      ),
      ...(extent === 'all' ? [this.askPresets(signal), this.askThresholds(signal), this.askGrafana(signal)] : []),
    ]);
  }

  private async askPresets(signal: AbortSignal): Promise<void> {
    const { PRESETS } = await import(/* webpackChunkName: "presets" */ './presetsQuestion');
    const answer = await this.lists('presets', PRESETS, this.findings.settings.namespaces, undefined, signal);
    this.set({ presets: mapped(answer, merged) });
  }

  private async askThresholds(signal: AbortSignal): Promise<void> {
    this.set({ thresholds: await answered('get configmaps', this.sources.thresholds, signal) });
  }

  private async askGrafana(signal: AbortSignal): Promise<void> {
    const { dashboards } = this.sources;
    if (dashboards) {
      const ask = async (inner: AbortSignal) => decodeWith(DashboardUids, await dashboards(inner), 'dashboards');
      this.set({ dashboards: await answered('list dashboards', ask, signal) });
    }
  }

  private async ask(id: QuestionId, served: ApiGroupsWire | undefined, signal: AbortSignal): Promise<void> {
    const question = QUESTIONS[id] as Question;
    const places = this.placesOf(question, served?.has(OPENSHIFT_GROUP) ?? false);
    // The core group has no entry among the groups.
    const versions = question.group === '' ? ['v1'] : served && (served.get(question.group) ?? []);
    const answer = await this.lists(id, question, places, versions, signal);
    const ofRuns = mapped(answer, (all) => all.filter((item) => this.isOfRuns(question, item)));
    this.set({ objects: { ...this.findings.objects, [id]: ofRuns } });
  }

  /** One question at each place; what is kept from the last round is asked for again only where it has changed. */
  private async lists<T>(
    id: string,
    question: Question<T>,
    places: ReadonlyArray<string | undefined>,
    served: readonly string[] | undefined,
    signal: AbortSignal
  ): Promise<Answer<T[]>> {
    const answers = await Promise.all(
      places.map(async (namespace) => {
        const key = `${id} ${namespace ?? ''}`;
        // What is kept under a question's id has that question's type.
        const kept = await askList(this.sources.reader, question, {
          namespace,
          served,
          kept: this.kept.get(key) as Kept<T[]> | undefined,
          signal,
        });
        this.kept.set(key, kept);
        return kept.answer;
      })
    );
    return joined(answers);
  }

  private placesOf({ scope, namespace }: Question, isOpenShift: boolean): Array<string | undefined> {
    const { namespaces } = this.findings.settings;
    if (scope === 'cluster') {
      return [namespace?.(isOpenShift)];
    }
    return namespaces.length > MOST_NAMESPACES ? [undefined] : [...namespaces];
  }

  private isOfRuns({ scope }: Question, item: unknown): boolean {
    const namespace = (item as { metadata?: { namespace?: string } }).metadata?.namespace ?? '';
    return scope === 'cluster' || this.findings.settings.namespaces.includes(namespace);
  }

  private set(part: Partial<Findings>): void {
    this.findings = { ...this.findings, ...part };
    this.onChange(this.findings);
  }
}

/** One answer of several namespaces: the first that holds no value speaks for all. */
function joined<T>(answers: Array<Answer<T[]>>): Answer<T[]> {
  const other = answers.find(({ kind }) => kind !== 'found');
  return other ?? { kind: 'found', value: answers.flatMap((answer) => valueOf(answer) ?? []) };
}

function mapped<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.kind === 'found' ? { kind: 'found', value: change(answer.value) } : answer;
}

function merged(maps: ReadonlyArray<DecodedPresets | undefined>): DecodedPresets {
  return {
    presets: maps.flatMap((one) => one?.presets ?? []),
    broken: maps.flatMap((one) => one?.broken ?? []),
  };
}
