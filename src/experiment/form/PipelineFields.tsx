import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Pipeline } from '../../domain/pipeline';
import { t } from '../../i18n/t';

interface Props {
  namespaces: string[];
  namespace: string;
  pipelines: Pipeline[];
  pipeline?: string;
  onNamespace: (namespace: string) => void;
  onPipeline: (pipeline: string) => void;
}

/** Which Pipeline runs, and where: a preset settles both. */
export function PipelineFields(props: Props): React.ReactElement {
  const { namespaces, namespace, pipelines, pipeline, onNamespace, onPipeline } = props;
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box}>
      {namespaces.length > 1 && (
        <Field noMargin label={t('experiment.choose.namespace', 'Namespace')} htmlFor="run-namespace">
          <Combobox
            id="run-namespace"
            value={namespace}
            options={namespaces.map((value) => ({ value }))}
            onChange={({ value }) => onNamespace(value)}
          />
        </Field>
      )}
      <Field noMargin label={t('experiment.choose.pipeline', 'Pipeline')} htmlFor="run-pipeline">
        <Combobox
          id="run-pipeline"
          value={pipeline ?? null}
          options={pipelines.map(({ name, description }) => ({ value: name, label: name, description }))}
          placeholder={t('experiment.choose.pipeline-hint', 'Choose a pipeline')}
          onChange={({ value }) => onPipeline(value)}
        />
      </Field>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  }),
});
