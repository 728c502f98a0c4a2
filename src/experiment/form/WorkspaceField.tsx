import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, Input, useStyles2, type ComboboxOption } from '@grafana/ui';
import React, { useId } from 'react';

import type { WorkspaceSpec } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { useListed } from './formState';
import type { WorkspaceDraft } from './model';

/** Where one workspace of the Pipeline comes from. */
export function WorkspaceField({ index, spec }: { index: number; spec: WorkspaceSpec }): React.ReactElement {
  const id = useId();
  const styles = useStyles2(getStyles);
  const { draft, problem: error, set } = useListed('workspaces', index);
  const text = (key: 'size' | 'storageClassName' | 'claimName' | 'subPath', label: string) => (
    <Field noMargin label={label} htmlFor={`${id}-${key}`}>
      <Input id={`${id}-${key}`} value={draft[key]} onChange={(event) => set({ [key]: event.currentTarget.value })} />
    </Field>
  );
  return (
    <div
      className={styles.box}
      role="group"
      aria-label={t('experiment.workspace.group', 'Workspace {{name}}', { name: spec.name })}
    >
      <Field
        noMargin
        label={t('experiment.workspace.label', 'Workspace {{name}}', { name: spec.name })}
        description={spec.description || undefined}
        required={!spec.optional}
        error={error}
        invalid={error !== undefined}
        htmlFor={id}
      >
        <Combobox
          id={id}
          value={draft.kind}
          options={kinds(spec, draft)}
          onChange={({ value }) => set({ kind: value })}
        />
      </Field>
      {draft.kind === 'volumeClaimTemplate' && (
        <>
          {text('size', t('experiment.workspace.size', 'Size'))}
          <Field noMargin label={t('experiment.workspace.access', 'Access mode')} htmlFor={`${id}-access`}>
            <Combobox
              id={`${id}-access`}
              value={draft.accessMode}
              options={['ReadWriteOnce', 'ReadWriteMany', 'ReadWriteOncePod'].map((value) => ({ value }))}
              onChange={({ value }) => set({ accessMode: value })}
            />
          </Field>
          {text('storageClassName', t('experiment.workspace.class', 'Storage class'))}
        </>
      )}
      {draft.kind === 'persistentVolumeClaim' && (
        <>
          {text('claimName', t('experiment.workspace.claim', 'Claim'))}
          {text('subPath', t('experiment.workspace.path', 'Sub path'))}
        </>
      )}
    </div>
  );
}

function kinds(spec: WorkspaceSpec, draft: WorkspaceDraft): Array<ComboboxOption<WorkspaceDraft['kind']>> {
  return [
    { value: 'volumeClaimTemplate', label: t('experiment.workspace.new', 'New volume for this run') },
    { value: 'persistentVolumeClaim', label: t('experiment.workspace.existing', 'Existing volume claim') },
    { value: 'emptyDir', label: t('experiment.workspace.empty', 'Empty directory') },
    ...(spec.optional ? [{ value: 'none' as const, label: t('experiment.workspace.none', 'None') }] : []),
    ...(draft.kind === 'raw'
      ? [{ value: 'raw' as const, label: t('experiment.workspace.raw', 'As in the preset') }]
      : []),
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 180px), 1fr))',
    gap: theme.spacing(1, 2),
    alignItems: 'end',
  }),
});
