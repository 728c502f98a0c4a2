import { css } from '@emotion/css';
import {
  formattedValueToString,
  getDisplayProcessor,
  getFieldDisplayName,
  toCSV,
  type DataFrame,
  type GrafanaTheme2,
} from '@grafana/data';
import { sceneGraph, type VizPanel } from '@grafana/scenes';
import { Button, Combobox, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useState } from 'react';

import { t } from '../../i18n/t';
import { saveFile } from '../../shared/saveFile';
import { ScrollTable } from '../../shared/ScrollTable';

/** Rows that are drawn; the file has all. */
const MOST_ROWS = 200;

/** What a panel shows, series by series, as a table and as a file. */
export function ShownData({ panel }: { panel: VizPanel }): React.ReactElement {
  const { data } = sceneGraph.getData(panel).useState();
  const styles = useStyles2(getStyles);
  const [chosen, setChosen] = useState(0);
  const series = data ? (panel.applyFieldConfig(data).series ?? []) : [];
  const frame = series[chosen] ?? series[0];
  if (!frame) {
    return <p>{t('scenes.menu.no-data', 'The panel shows no data.')}</p>;
  }
  return (
    <>
      <div className={styles.bar}>
        {series.length > 1 && (
          <Combobox
            aria-label={t('scenes.menu.series', 'Series')}
            width="auto"
            minWidth={20}
            options={series.map((one, value) => ({ value, label: nameOf(one, value) }))}
            value={series.indexOf(frame)}
            onChange={({ value }) => setChosen(value)}
          />
        )}
        <Button
          variant="secondary"
          icon="download-alt"
          onClick={() => saveFile(`${panel.state.title}.csv`, toCSV([frame]), 'text/csv;charset=utf-8')}
        >
          {t('scenes.menu.csv', 'Download CSV')}
        </Button>
      </div>
      <Rows frame={frame} all={series} />
      {frame.length > MOST_ROWS && (
        <p>
          {t('scenes.menu.more-rows', 'The first {{shown}} of {{count}} rows; the file has all.', {
            shown: MOST_ROWS,
            count: frame.length,
          })}
        </p>
      )}
    </>
  );
}

function nameOf(frame: DataFrame, index: number): string {
  const value = frame.fields.find(({ type }) => type !== 'time');
  return (value && getFieldDisplayName(value, frame)) || frame.name || frame.refId || String(index + 1);
}

function Rows({ frame, all }: { frame: DataFrame; all: DataFrame[] }): React.ReactElement {
  const theme = useTheme2();
  const shown = frame.fields.map((field) => ({
    name: getFieldDisplayName(field, frame, all),
    values: field.values,
    display: field.display ?? getDisplayProcessor({ field, theme }),
  }));
  return (
    <ScrollTable label={t('scenes.menu.data', 'Data')} maxHeight="70vh">
      <thead>
        <tr>
          {shown.map(({ name }) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: Math.min(frame.length, MOST_ROWS) }, (_, row) => (
          <tr key={row}>
            {shown.map(({ name, values, display }) => (
              <td key={name}>{formattedValueToString(display(values[row]))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
});
