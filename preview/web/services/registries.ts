/** Registries of @grafana/data that Grafana fills at start and that fields, panels and transformations look things up in. */
import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  FieldType,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  ThresholdsMode,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type Field,
  type FieldConfigPropertyItem,
} from '@grafana/data';

import { timeSeriesTable } from './timeSeriesTable';

const nothing = () => null;
const isNumber = (field: Field) => field.type === FieldType.number;
const always = () => true;

type Process = FieldConfigPropertyItem['process'];

function property(
  id: string,
  name: string,
  process: unknown,
  shouldApply: (field: Field) => boolean = always,
  defaultValue?: unknown
): FieldConfigPropertyItem {
  return {
    id,
    path: id,
    name,
    editor: nothing,
    override: nothing,
    process: process as Process,
    shouldApply,
    defaultValue,
    settings: {},
  } as unknown as FieldConfigPropertyItem;
}

const THRESHOLDS = {
  mode: ThresholdsMode.Absolute,
  steps: [
    { value: -Infinity, color: 'green' },
    { value: 80, color: 'red' },
  ],
};

/** The standard field options, after `getAllStandardFieldConfigs` of grafana/grafana. */
function standardFieldOptions(): FieldConfigPropertyItem[] {
  return [
    property('displayName', 'Display name', displayNameOverrideProcessor),
    property('unit', 'Unit', unitOverrideProcessor),
    property('min', 'Min', numberOverrideProcessor, isNumber),
    property('max', 'Max', numberOverrideProcessor, isNumber),
    property('fieldMinMax', 'Field min/max', booleanOverrideProcessor, isNumber),
    property('decimals', 'Decimals', numberOverrideProcessor, isNumber),
    property('noValue', 'No value', stringOverrideProcessor),
    property('color', 'Color scheme', identityOverrideProcessor),
    property('links', 'Data links', dataLinksOverrideProcessor),
    property('actions', 'Actions', identityOverrideProcessor),
    property('mappings', 'Value mappings', valueMappingsOverrideProcessor, always, []),
    property('thresholds', 'Thresholds', thresholdsOverrideProcessor, always, THRESHOLDS),
    property('filterable', 'Ad-hoc filterable', booleanOverrideProcessor),
  ];
}

const EDITORS = [
  'number',
  'slider',
  'text',
  'strings',
  'boolean',
  'select',
  'radio',
  'unit',
  'color',
  'fieldColor',
  'mappings',
  'thresholds',
  'links',
  'actions',
  'stats-picker',
  'timezone',
  'field-name',
  'dashboard-uid',
  'multi-select',
  'dimension',
];

export function fillRegistries(): void {
  standardFieldConfigEditorRegistry.setInit(standardFieldOptions);
  // The preview shows panels, it does not edit them.
  standardEditorsRegistry.setInit(() => EDITORS.map((id) => ({ id, name: id, editor: nothing })));
  standardTransformersRegistry.setInit(() =>
    // Some are there under two names.
    [
      ...new Map(
        [...Object.values(standardTransformers), timeSeriesTable].map((one) => [one.id as string, one])
      ).values(),
    ].map(
      (transformation) =>
        ({
          id: transformation.id,
          name: transformation.name,
          transformation: async () => transformation,
          editor: nothing,
          imageDark: '',
          imageLight: '',
        }) as never
    )
  );
}
