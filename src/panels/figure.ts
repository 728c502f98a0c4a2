/** A number that answers one question, over the whole range or at its end. */
import type { PanelSpec, Threshold } from './spec';
import { thresholdText } from './thresholds';

export interface Figure {
  id: string;
  title: string;
  /** Ends with a question mark. */
  question: string;
  /** What the number is, and what to mind. */
  text: string;
  unit: string;
  decimals?: number;
  query: string;
  thresholds?: Threshold[];
  link?: PanelSpec['link'];
  noData: string;
}

/** One instant query, shown large. */
export function figure({ question, text, query, thresholds, ...rest }: Figure): PanelSpec {
  return {
    ...rest,
    thresholds,
    description: `**${question}** ${text} ${thresholdText(thresholds ?? [])}`.trim(),
    targets: [{ refId: 'value', expr: query, legend: rest.title, instant: true }],
    viz: { kind: 'stat' },
  };
}
