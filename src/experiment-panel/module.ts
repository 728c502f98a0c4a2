// First, so that the modules below find their texts as they load.
import './texts';

import { PanelPlugin } from '@grafana/data';

import { t } from '../i18n/t';
import { DataSourceOption } from './DataSourceOption';
import { ExperimentPanel } from './ExperimentPanel';
import { DEFAULT_OPTIONS, type ExperimentOptions } from './options';

export const plugin = new PanelPlugin<ExperimentOptions>(ExperimentPanel).setNoPadding().setPanelOptions((builder) => {
  const start = [t('panel.options.category-start', 'Start form')];
  const shown = [t('panel.options.category-shown', 'What is shown')];
  builder
    .addCustomEditor({
      id: 'dataSourceUid',
      path: 'dataSourceUid',
      name: t('panel.options.data-source', 'Tekton data source'),
      editor: DataSourceOption,
    })
    .addTextInput({
      path: 'namespace',
      name: t('panel.options.namespace', 'Namespace'),
      description: t('panel.options.namespace-help', 'That the form begins with; empty: the data source’s first one'),
      category: start,
    })
    .addTextInput({
      path: 'pipeline',
      name: t('panel.options.pipeline', 'Pipeline'),
      description: t('panel.options.pipeline-help', 'That the form begins with'),
      category: start,
    })
    .addTextInput({
      path: 'presets',
      name: t('panel.options.presets', 'Presets'),
      description: t('panel.options.presets-help', 'PipelineRun manifests as YAML or JSON, separated by ---'),
      settings: { useTextarea: true, rows: 10 },
      defaultValue: DEFAULT_OPTIONS.presets,
      category: start,
    })
    .addNumberInput({
      path: 'gpusPerReplica',
      name: t('panel.options.gpus', 'GPUs of a replica'),
      description: t('panel.options.gpus-help', 'For the number of GPUs in the review'),
      settings: { min: 1, integer: true },
      defaultValue: DEFAULT_OPTIONS.gpusPerReplica,
      category: start,
    })
    .addBooleanSwitch({
      path: 'annotate',
      name: t('panel.options.annotate', 'Mark runs on charts'),
      description: t('panel.options.annotate-help', 'Writes a Grafana annotation for each run and keeps it up to date'),
      defaultValue: DEFAULT_OPTIONS.annotate,
      category: start,
    })
    .addBooleanSwitch({
      path: 'showForm',
      name: t('panel.options.form', 'Start form'),
      defaultValue: DEFAULT_OPTIONS.showForm,
      category: shown,
    })
    .addBooleanSwitch({
      path: 'showList',
      name: t('panel.options.list', 'Recent runs'),
      defaultValue: DEFAULT_OPTIONS.showList,
      category: shown,
    })
    .addNumberInput({
      path: 'listLimit',
      name: t('panel.options.list-limit', 'Runs in the list'),
      settings: { min: 1, max: 50, integer: true },
      defaultValue: DEFAULT_OPTIONS.listLimit,
      category: shown,
    });
});
