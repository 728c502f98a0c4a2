import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { sceneGraph, SceneRefreshPicker, SceneTimePicker, type SceneObject, type VizPanel } from '@grafana/scenes';
import { Button, Portal, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

import { t } from '../../i18n/t';

interface Props {
  panel: VizPanel;
  onClose: () => void;
}

/** One panel over the whole page, with the page's time. Escape leads back, as does the browser's Back. */
export function PanelOverPage({ panel, onClose }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const back = useRef<HTMLButtonElement>(null);
  const { zIndex } = useTheme2();
  useEffect(() => {
    const before = document.activeElement;
    back.current?.focus();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      onClose();
    }
  };
  return (
    // Over Grafana's own menu, under what panels open themselves: menus and tooltips.
    <Portal zIndex={zIndex.sidemenu + 1}>
      <section className={styles.page} aria-label={panel.state.title} onKeyDown={onKeyDown}>
        <div className={styles.bar}>
          <Button ref={back} variant="secondary" icon="arrow-left" onClick={onClose}>
            {t('scenes.menu.back', 'Back to the page')}
          </Button>
          <div className={styles.controls}>
            {timeControls(panel).map((control) => (
              <control.Component key={control.state.key} model={control} />
            ))}
          </div>
        </div>
        <div className={styles.panel}>
          <panel.Component model={panel} />
        </div>
      </section>
    </Portal>
  );
}

/** Of the page that the panel is on; a chart of measured runs has none. */
function timeControls(panel: VizPanel): SceneObject[] {
  const root = panel.getRoot();
  return sceneGraph.findAllObjects(root, (one) => one instanceof SceneTimePicker || one instanceof SceneRefreshPicker);
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    position: 'fixed',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(2),
    background: theme.colors.background.canvas,
  }),
  bar: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(1) }),
  controls: css({ display: 'flex', gap: theme.spacing(1) }),
  panel: css({ position: 'relative', flexGrow: 1, minHeight: 0 }),
});
