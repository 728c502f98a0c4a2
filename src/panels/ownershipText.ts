/** What views of a fleet say of how pods were matched to variants. */
import { t } from '../i18n/t';
import { UNRECORDED_SOURCES } from '../queries/fleetOwners';
import { M } from '../queries/metrics';
import { OWNERSHIP_SOURCES, VARIANT_LABEL, type OwnershipSource } from '../queries/owners';

const SOURCE_TEXTS: Record<OwnershipSource, () => string> = {
  label: () => t('boards.ownership.label', 'the label {{label}}', { label: VARIANT_LABEL }),
  rule: () => t('boards.ownership.rule', 'the recording rule {{rule}}', { rule: M.podOwnerRule }),
  owner: () => t('boards.ownership.owner', 'their owners ({{metric}})', { metric: M.podOwner }),
  name: () => t('boards.ownership.name', 'their names, which is a guess'),
};

/**
 * One sentence: the sources that are asked, the surest first.
 *
 * @param recorded the recording rules keep the owners
 */
export function ownershipText(recorded: boolean): string {
  const sources = (recorded ? OWNERSHIP_SOURCES : UNRECORDED_SOURCES).map((source) => SOURCE_TEXTS[source]());
  return t('boards.ownership.sources', 'Pods are matched to variants by {{sources}}.', {
    sources: sources.join(t('boards.ownership.else', ', or else by ')),
  });
}
