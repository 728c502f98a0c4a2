/** Field options of a panel stand-in: names and defaults, so that overrides and defaults reach them as in Grafana. */
import {
  FieldColorModeId,
  FieldConfigProperty,
  identityOverrideProcessor,
  type SetFieldConfigOptionsArgs,
} from '@grafana/data';

const nothing = () => null;

/** @param custom path of each option under `custom`, with its default */
export function fieldOptions(
  custom: Record<string, unknown>,
  colorMode: FieldColorModeId = FieldColorModeId.Thresholds
): SetFieldConfigOptionsArgs<Record<string, unknown>> {
  return {
    standardOptions: {
      [FieldConfigProperty.Color]: {
        settings: {
          byValueSupport: true,
          bySeriesSupport: true,
          preferThresholdsMode: colorMode === FieldColorModeId.Thresholds,
        },
        defaultValue: { mode: colorMode },
      },
    },
    useCustomConfig: (builder) => {
      for (const [path, defaultValue] of Object.entries(custom)) {
        builder.addCustomEditor({
          id: path,
          path,
          name: path,
          defaultValue: defaultValue as never,
          editor: nothing,
          override: nothing,
          process: identityOverrideProcessor as never,
          shouldApply: () => true,
        });
      }
    },
  };
}
