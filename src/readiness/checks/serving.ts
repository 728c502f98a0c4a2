/** What serves the model, and whether Prometheus scrapes all that charts and figures read. */
import { t } from '../../i18n/t';
import { onFound } from '../answer';
import type { Check } from '../check';
import type { Verdict } from '../verdict';
import { conditionText, namesText } from '../conditions';
import type { ProbedReadiness } from '../../queries/readiness';
import type { Findings } from '../findings';

/** A rate needs four scrapes in its window; a minute is the longest interval that leaves charts of a run useful. */
const LONGEST_SCRAPE_SECONDS = 60;

function pools(findings: Findings): Verdict {
  return onFound(
    findings.objects.inferencePools,
    (all) => {
      if (all.length === 0) {
        return {
          state: 'missing',
          evidence: t('readiness.pools.none', 'No InferencePool in the namespaces of runs.'),
          next: { text: t('readiness.pools.deploy', 'Deploy llm-d there.'), command: 'kubectl get inferencepools -A' },
        };
      }
      const refused = all.flatMap(({ metadata, status }) =>
        [...status.parents, ...status.parent]
          .flatMap(({ conditions }) => conditions)
          .filter(({ status: is }) => is === 'False')
          .map((c) => `${metadata.name}: ${conditionText(c)}`)
      );
      return refused.length > 0
        ? {
            state: 'not-ready',
            evidence: refused[0] ?? '',
            next: {
              text: t('readiness.pools.next', 'See why the Gateway does not accept it.'),
              command: 'kubectl describe inferencepools -n <namespace of runs>',
            },
          }
        : { state: 'ready', evidence: namesText(all.map(({ metadata }) => metadata.name)) };
    },
    () => ({
      state: 'not-needed',
      evidence: t('readiness.pools.absent', 'The cluster does not serve InferencePools; requests go to a Service.'),
    })
  );
}

function scraped(
  system: keyof ProbedReadiness['scrapeSeconds'],
  without: (findings: Findings) => Verdict
): (findings: Findings) => Verdict {
  return (findings) =>
    onFound(findings.prometheus, ({ scrapeSeconds }) => {
      const seconds = scrapeSeconds[system];
      if (seconds === undefined) {
        return without(findings);
      }
      const evidence = t('readiness.scraped.every', 'Scraped about every {{seconds}} s.', {
        seconds: Math.round(seconds),
      });
      return seconds > LONGEST_SCRAPE_SECONDS * 1.2
        ? {
            state: 'not-ready',
            evidence,
            next: {
              text: t(
                'readiness.scraped.often',
                'Scrape at least every minute, better every 15 s: rates need four scrapes.'
              ),
            },
          }
        : { state: 'ready', evidence };
    });
}

const notScraped = (text: () => string, next: () => string) => (): Verdict => ({
  state: 'missing',
  evidence: text(),
  next: { text: next(), command: 'kubectl get servicemonitors,podmonitors -A' },
});

export const SERVING_CHECKS: readonly Check[] = [
  {
    id: 'inference-pools',
    group: 'serving',
    title: () => t('readiness.pools.title', 'InferencePool'),
    weight: 'advice',
    judge: pools,
  },
  {
    id: 'vllm-scraped',
    group: 'serving',
    title: () => t('readiness.vllm.title', 'vLLM is scraped'),
    weight: 'needed',
    judge: scraped(
      'vllm',
      notScraped(
        () => t('readiness.vllm.none', 'Prometheus has no metrics of vLLM.'),
        () => t('readiness.vllm.next', 'Start a model server, and see that its PodMonitor selects it.')
      )
    ),
  },
  {
    id: 'epp-scraped',
    group: 'serving',
    title: () => t('readiness.epp.title', 'Inference scheduler (EPP) is scraped'),
    weight: 'advice',
    judge: scraped('epp', () => ({
      state: 'not-needed',
      evidence: t(
        'readiness.epp.none',
        'No queue of the scheduler: flow control is off, or it is not scraped. Only scalers that read it need it.'
      ),
    })),
  },
  {
    id: 'dcgm-scraped',
    group: 'serving',
    title: () => t('readiness.dcgm.title', 'GPUs are scraped (DCGM)'),
    weight: 'needed',
    judge: scraped(
      'dcgm',
      notScraped(
        () => t('readiness.dcgm.none', 'Prometheus has no metrics of the DCGM exporter.'),
        () => t('readiness.dcgm.next', 'Enable the ServiceMonitor of the DCGM exporter in the ClusterPolicy.')
      )
    ),
  },
  {
    id: 'kube-scraped',
    group: 'serving',
    title: () => t('readiness.kube.title', 'kube-state-metrics is scraped'),
    weight: 'needed',
    judge: scraped(
      'kube',
      notScraped(
        () => t('readiness.kube.none', 'Prometheus has no replicas of any workload.'),
        () => t('readiness.kube.next', 'Install kube-state-metrics, or choose the Prometheus that scrapes it.')
      )
    ),
  },
];
