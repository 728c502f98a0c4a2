/** A GuideLLM report (`benchmarks.json`) of any size, read as it comes. */
import { formatNumber } from '../domain/format';
import { t } from '../i18n/t';
import { UserError } from '../shared/errors';
import { BenchmarkBuilder, LATENCY_METRICS } from './benchmarkBuilder';
import { looksLikeBenchmarkReport, readBenchmarkReport } from './benchmarkReport';
import { ErrorKinds } from './errorKinds';
import { JsonError, JsonWalker, type Path } from './jsonWalk';
import { asObject, LONG_TEXTS, text } from './readRequest';
import { REQUEST_STATUSES, type GuidellmReport, type RequestStatus } from './report';

export interface ReadOptions {
  fileName: string;
  signal?: AbortSignal;
  /** Bytes that have been read. */
  onProgress?: (bytes: number) => void;
  /** Bytes of one text above which nothing is read; the walker's own limit without it. */
  longestText?: number;
}

/**
 * @param parts the file's bytes in order
 * @throws UserError when it is no report, a broken one, or one without a request; what the signal says, when it aborts
 */
export async function readReport(parts: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<GuidellmReport> {
  const { fileName, signal, onProgress } = options;
  const builder = new ReportBuilder(fileName);
  const walker = new JsonWalker(
    {
      wants: (path) => builder.wants(path),
      take: (path, value) => builder.take(path, value),
      drops: LONG_TEXTS,
    },
    options.longestText
  );
  let bytes = 0;
  let yaml: string | undefined;
  const decoder = new TextDecoder();
  try {
    for await (const part of parts) {
      signal?.throwIfAborted();
      if (bytes === 0 && looksLikeBenchmarkReport(new TextDecoder().decode(part))) {
        yaml = '';
      }
      if (yaml !== undefined) {
        yaml += decoder.decode(part, { stream: true });
        bytes += part.length;
        refuseLongYaml(bytes, fileName);
        continue;
      }
      if (bytes === 0) {
        refuseOtherKinds(part, fileName);
      }
      walker.write(part);
      bytes += part.length;
      onProgress?.(bytes);
    }
    if (yaml !== undefined) {
      return readBenchmarkReport(yaml + decoder.decode(), fileName);
    }
    walker.end();
  } catch (error) {
    throw error instanceof JsonError ? brokenFile(fileName, error, bytes, builder.hasBenchmarks) : error;
  }
  return builder.done();
}

/** Paths of a report that are kept, from its root. */
class ReportBuilder {
  private readonly builders: BenchmarkBuilder[] = [];
  private readonly errors = new ErrorKinds();
  private version?: string;
  hasBenchmarks = false;

  constructor(private readonly fileName: string) {}

  wants(path: Path): boolean {
    const [root, index, key, part, last] = path;
    if (root === 'benchmarks' && path.length === 1) {
      this.hasBenchmarks = true;
    }
    if (root !== 'benchmarks' || typeof index !== 'number') {
      return root === 'metadata' && path.length === 1;
    }
    switch (path.length) {
      case 3:
        return PARTS.has(String(key));
      case 4:
        return key === 'metrics' && part === 'request_totals';
      case 5:
        return (
          (key === 'requests' && isStatus(part)) || (key === 'metrics' && isKeptMetric(part) && last === 'successful')
        );
      default:
        return false;
    }
  }

  take(path: Path, value: unknown): void {
    const [root, index, key, part] = path;
    if (root === 'metadata') {
      this.version = text(asObject(value)?.guidellm_version);
      return;
    }
    const builder = (this.builders[Number(index)] ??= new BenchmarkBuilder());
    switch (key) {
      case 'requests':
        return isStatus(part) ? builder.request(part, value, this.errors) : undefined;
      case 'metrics':
        return part === 'request_totals' ? builder.setTotals(value) : builder.metric(String(part), value);
      case 'request_totals':
        return builder.setTotals(value);
      case 'start_time':
      case 'end_time':
        return builder.time(value);
      case 'id_':
        return builder.identify(value);
      default:
        return builder.describe(value);
    }
  }

  done(): GuidellmReport {
    const benchmarks = this.builders.flatMap((builder) => builder.done() ?? []);
    if (!this.hasBenchmarks) {
      throw notAReport(this.fileName, t('guidellm.error.json-but-has', 'It is JSON, but has no "benchmarks".'));
    }
    if (benchmarks.length === 0) {
      throw new UserError({
        title: t('guidellm.error.nothing-to-show', 'Nothing to show in {{fileName}}', { fileName: this.fileName }),
        message: t(
          'guidellm.error.report-holds-no',
          'The report holds no request and no count of requests with its time.'
        ),
        nextStep: t(
          'guidellm.error.guidellm-writes-such',
          'GuideLLM writes such a report when it ends before its first request, and versions before 0.2 wrote no requests.'
        ),
      });
    }
    return { fileName: this.fileName, version: this.version, benchmarks, errorKinds: this.errors.found };
  }
}

const PARTS: ReadonlySet<string> = new Set([
  'start_time',
  'end_time',
  'id_',
  'config',
  'args',
  'scheduler',
  'request_totals',
]);

function isStatus(part: unknown): part is RequestStatus {
  return REQUEST_STATUSES.some((status) => status === part);
}

function isKeptMetric(part: unknown): boolean {
  return part === 'output_token_count' || (typeof part === 'string' && Object.hasOwn(LATENCY_METRICS, part));
}

const HINT = t(
  'guidellm.error.drop-benchmarks-json',
  'Drop the benchmarks.json that GuideLLM wrote (versions 0.2 and later).'
);

function notAReport(fileName: string, message: string): UserError {
  return new UserError({
    title: t('guidellm.error.no-guidellm-report', '{{fileName}} is not a GuideLLM report', { fileName }),
    message,
    nextStep: HINT,
  });
}

/** A stage takes some kB; YAML is read whole, so a large one would take the memory of the page. */
const MOST_YAML_BYTES = 16 * 1024 * 1024;

function refuseLongYaml(bytes: number, fileName: string): void {
  if (bytes > MOST_YAML_BYTES) {
    throw notAReport(
      fileName,
      t('guidellm.error.yaml-more-than', 'It is YAML of more than 16 MB, which no benchmark report is.')
    );
  }
}

/** What a file is can mostly be told from its first byte. */
function refuseOtherKinds(part: Uint8Array, fileName: string): void {
  const start = part[0] === 0xef && part[1] === 0xbb && part[2] === 0xbf ? 3 : 0;
  const first = part.subarray(start).find((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte));
  const isArchive = (part[0] === 0x1f && part[1] === 0x8b) || (part[0] === 0x50 && part[1] === 0x4b);
  if (isArchive) {
    throw new UserError({
      title: t('guidellm.error.compressed', '{{fileName}} is compressed', { fileName }),
      message: t('guidellm.error.archive-not-json', 'It is an archive, not JSON.'),
      nextStep: t('guidellm.error.unpack-first-then', 'Unpack it first, then drop the benchmarks.json in it.'),
    });
  }
  if (first === 0x5b) {
    throw notAReport(
      fileName,
      t('guidellm.error.list-report-object', 'It is a list; a report is an object with "benchmarks".')
    );
  }
  if (first !== undefined && first !== 0x7b) {
    throw notAReport(
      fileName,
      t(
        'guidellm.error.not-json-guidellm',
        'It is not JSON: GuideLLM also writes YAML, CSV and HTML, which cannot be read here.'
      )
    );
  }
}

function brokenFile(
  fileName: string,
  { message, offset, isTooLarge }: JsonError,
  bytes: number,
  isReport: boolean
): UserError {
  if (bytes === 0 && offset === 0) {
    return notAReport(fileName, t('guidellm.error.file-empty', 'The file is empty.'));
  }
  const where = t('guidellm.error.near-byte', '{{message}} (near byte {{offset}})', {
    message,
    offset: formatNumber(offset),
  });
  if (isTooLarge) {
    return new UserError({
      title: t('guidellm.error.too-large', '{{fileName}} cannot be read', { fileName }),
      message: where,
      nextStep: t(
        'guidellm.error.no-such-report',
        'GuideLLM writes no such report. If the file is one, remove that part of it, as with jq, and drop it again.'
      ),
    });
  }
  return new UserError({
    title: t('guidellm.error.broken', '{{fileName}} is broken', { fileName }),
    message: where,
    nextStep: isReport
      ? t(
          'guidellm.error.begins-like-report',
          'It begins like a report: it was cut off while it was written or copied. Copy it again: what it holds may be incomplete.'
        )
      : HINT,
  });
}
