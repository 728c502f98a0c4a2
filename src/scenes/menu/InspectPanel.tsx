import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { VizPanel } from '@grafana/scenes';
import { ClipboardButton, Drawer, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { openPanel, useInspectTab } from './opened';
import { asksQueries, panelJson } from './panelJson';
import { ShownData } from './ShownData';
import { useAsked } from './useAsked';

interface Props {
  panel: VizPanel;
  onClose: () => void;
}

/** What a panel shows as a table, what it asks, and what it would be on a dashboard. */
export function InspectPanel({ panel, onClose }: Props): React.ReactElement {
  const { title, key = '' } = panel.state;
  const tabs = [
    { id: 'data', label: t('scenes.menu.data', 'Data') },
    ...(asksQueries(panel) ? [{ id: 'query', label: t('scenes.menu.query', 'Query') }] : []),
    { id: 'json', label: t('scenes.menu.json', 'Panel JSON') },
  ];
  const asked = useInspectTab();
  const active = tabs.find(({ id }) => id === asked)?.id ?? 'data';
  return (
    <Drawer
      title={t('scenes.menu.inspect-title', 'Inspect: {{title}}', { title })}
      onClose={onClose}
      tabs={
        <TabsBar>
          {tabs.map(({ id, label }) => (
            <Tab key={id} label={label} active={id === active} onChangeTab={() => openPanel(key, 'inspect', id)} />
          ))}
        </TabsBar>
      }
    >
      {active === 'data' ? <ShownData panel={panel} /> : <Asked panel={panel} as={active} />}
    </Drawer>
  );
}

function Asked({ panel, as }: { panel: VizPanel; as: string }): React.ReactElement | null {
  const { value: queries, error } = useAsked(panel);
  if (error) {
    return <ErrorNotice error={error} />;
  }
  if (!queries) {
    return null;
  }
  return as === 'json' ? (
    <Code text={JSON.stringify(panelJson(panel, queries), undefined, 2)} />
  ) : (
    <>
      {queries.map((query) => (
        <Code key={query.refId} text={'expr' in query ? String(query.expr) : JSON.stringify(query, undefined, 2)} />
      ))}
    </>
  );
}

function Code({ text }: { text: string }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.code}>
      <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => text}>
        {t('scenes.menu.copy', 'Copy')}
      </ClipboardButton>
      <pre tabIndex={0} className={styles.text}>
        {text}
      </pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  code: css({ marginBottom: theme.spacing(2) }),
  text: css({ marginTop: theme.spacing(1), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
