/** Which parts a comparison has, in the order of the page. */
import { COMPARE_PARTS, type ComparePart } from '../../assessment/compareUrl';
import type { PagePart } from '../../assessment/SectionLinks';
import { hasVariants } from '../../assessment/variants/VariantsSection';
import type { ChartRun } from '../../assessment/charts/runFrames';
import { rankings } from '../../domain/comparison/headline';
import type { GroupMembers } from '../../domain/comparison/groups';
import { t } from '../../i18n/t';

interface Shown {
  /** Runs that are known, measured or not. */
  known: number;
  measured: readonly ChartRun[];
  columns: readonly GroupMembers[];
  isDone: boolean;
  /** Whether it can be said why runs scaled. */
  isExplained: boolean;
}

/** Parts with something in them. */
export function compareParts({ known, measured, columns, isDone, isExplained }: Shown): Array<PagePart<ComparePart>> {
  const isMeasured = measured.length > 0;
  const isThere: Record<ComparePart, boolean> = {
    answer: rankings(columns).length > 0,
    parameters: known > 1,
    verdict: isMeasured || !isDone,
    figures: isMeasured,
    variants: hasVariants(measured),
    charts: isMeasured,
    decisions: isMeasured && isExplained,
    distributions: isMeasured,
    spread: isMeasured,
  };
  return COMPARE_PARTS.filter((id) => isThere[id]).map((id) => ({ id, label: partLabel(id) }));
}

function partLabel(id: ComparePart): string {
  switch (id) {
    case 'answer':
      return t('pages.compare.part.answer', 'Answer');
    case 'parameters':
      return t('pages.compare.part.parameters', 'Parameters');
    case 'verdict':
      return t('pages.compare.verdict.title', 'Verdict');
    case 'figures':
      return t('pages.compare.kpis.title', 'Figures');
    case 'variants':
      return t('pages.compare.part.variants', 'Variants');
    case 'charts':
      return t('pages.compare.charts.title', 'Over time');
    case 'decisions':
      return t('decision.lane.title', 'Decisions');
    case 'distributions':
      return t('pages.compare.ridges.title', 'Distributions');
    case 'spread':
      return t('pages.compare.part.spread', 'Spread');
  }
}
