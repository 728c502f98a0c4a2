/** Logs of a pod's container: what is there, or a stream that ends with the container. */
import type { Cluster } from '../tekton/cluster';
import type { Pod } from '../tekton/pods';
import { sendBody, writeHeaders, type Answer } from './respond';
import { badRequest, invalid } from './status';

interface LogOptions {
  follow: boolean;
  timestamps: boolean;
  tailLines?: number;
  /** Epoch ms. */
  since?: number;
  limitBytes?: number;
}

interface Line {
  at: number;
  text: string;
}

const TEXT = 'text/plain';

export function servePodLog(cluster: Cluster, pod: Pod, query: URLSearchParams, answer: Answer): void {
  const container = containerOf(pod, query.get('container') ?? '');
  const options = logOptions(query, answer.now());
  const state = pod.status.containerStatuses?.find((status) => status.name === container)?.state;
  if (state?.waiting) {
    throw badRequest(
      `container "${container}" in pod "${pod.metadata.name}" is waiting to start: ${state.waiting.reason}`
    );
  }
  if (options.follow) {
    follow(cluster, pod, container, options, answer);
  } else {
    const text = select(read(cluster, pod, container), options)
      .map((line) => print(line, options))
      .join('');
    sendBody(answer, 200, TEXT, options.limitBytes === undefined ? text : text.slice(0, options.limitBytes));
  }
}

function containerOf(pod: Pod, asked: string): string {
  const names = pod.spec.containers.map(({ name }) => name);
  const inits = pod.spec.initContainers?.map(({ name }) => name) ?? [];
  if (asked !== '' && ![...names, ...inits].includes(asked)) {
    throw badRequest(`container ${asked} is not valid for pod ${pod.metadata.name}`);
  }
  if (asked === '' && names.length !== 1) {
    const or = inits.length ? ` or one of the init containers: [${inits.join(' ')}]` : '';
    throw badRequest(
      `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(' ')}]${or}`
    );
  }
  return asked || (names[0] ?? '');
}

function count(query: URLSearchParams, key: string, least: number): number | undefined {
  const text = query.get(key);
  if (text === null || text === '') {
    return undefined;
  }
  const value = Number(text);
  if (!Number.isInteger(value)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  if (value < least) {
    const message = `Invalid value: ${value}: must be greater than ${least === 0 ? 'or equal to 0' : '0'}`;
    throw invalid('', 'PodLogOptions', '', [{ field: key, reason: 'FieldValueInvalid', message }]);
  }
  return value;
}

function logOptions(query: URLSearchParams, now: number): LogOptions {
  const sinceSeconds = count(query, 'sinceSeconds', 1);
  const sinceTime = query.get('sinceTime');
  const flag = (key: string) => ['true', '1'].includes(query.get(key) ?? '');
  return {
    follow: flag('follow'),
    timestamps: flag('timestamps'),
    tailLines: count(query, 'tailLines', 0),
    since: sinceSeconds === undefined ? (sinceTime ? Date.parse(sinceTime) : undefined) : now - sinceSeconds * 1000,
    limitBytes: count(query, 'limitBytes', 1),
  };
}

function read(cluster: Cluster, pod: Pod, container: string): Line[] {
  const { namespace, name } = pod.metadata;
  const world = cluster.store.get('pods', namespace, name) ? undefined : cluster.world.podLog(namespace, name);
  // The world's lines begin with their time.
  return (
    world?.map((line) => {
      const [, time = '', text = line] = /^(\S+) (.*)$/.exec(line) ?? [];
      return { at: Date.parse(time), text };
    }) ?? cluster.logs.lines(namespace, name, container)
  );
}

function select(lines: Line[], { since, tailLines }: LogOptions): Line[] {
  const recent = since === undefined ? lines : lines.filter(({ at }) => at >= since);
  return tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - tailLines));
}

/** The kubelet's timestamps have nanoseconds. */
function print({ at, text }: Line, { timestamps }: LogOptions): string {
  return `${timestamps ? `${new Date(at).toISOString().replace('Z', '000000Z')} ` : ''}${text}\n`;
}

function isRunning(cluster: Cluster, pod: Pod, container: string): boolean {
  const { namespace, name } = pod.metadata;
  const current = cluster.store.get('pods', namespace, name) as Pod | undefined;
  const state = current?.status.containerStatuses?.find((status) => status.name === container)?.state;
  return state?.running !== undefined;
}

function follow(cluster: Cluster, pod: Pod, container: string, options: LogOptions, answer: Answer): void {
  const { namespace, name } = pod.metadata;
  const { res } = answer;
  const stored = cluster.store.get('pods', namespace, name) !== undefined;
  const first = read(cluster, pod, container);
  writeHeaders(answer, 200, TEXT, { 'Transfer-Encoding': 'chunked' });
  res.flushHeaders();
  select(first, options).forEach((line) => res.write(print(line, options)));
  let sent = first.length;
  const flush = () => {
    const lines = read(cluster, pod, container);
    lines.slice(sent).forEach((line) => res.write(print(line, options)));
    sent = Math.max(sent, lines.length);
  };
  const ends: Array<() => void> = [];
  const stop = () => {
    ends.forEach((end) => end());
    res.end();
  };
  if (stored) {
    ends.push(cluster.logs.subscribe((ns, one) => ns === namespace && one === name && flush()));
    ends.push(
      cluster.store.subscribe(({ resource, object }) => {
        if (resource === 'pods' && object.metadata.name === name && !isRunning(cluster, pod, container)) {
          flush();
          stop();
        }
      })
    );
    if (!isRunning(cluster, pod, container)) {
      return stop();
    }
  } else {
    const timer = setInterval(flush, 1000);
    ends.push(() => clearInterval(timer));
  }
  res.on('close', stop);
}
