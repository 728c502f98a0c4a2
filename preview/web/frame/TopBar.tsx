/** The frame's bar: the menu, as whom, in which theme, and that this is a preview. */
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { config, getBackendSrv } from '@grafana/runtime';
import { Badge, Combobox, IconButton, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';

import { CHROME_HEIGHT } from '../services/install';
import { setMenuOpen, useMenuDock } from './menuDock';

const ROLES = ['Viewer', 'Editor', 'Admin'].map((role) => ({ value: role.toLowerCase(), label: role }));

async function signInAs(login: string): Promise<void> {
  await getBackendSrv().post('/login', { user: login, password: '' }, { showSuccessAlert: false });
  window.location.reload();
}

function switchTheme(): void {
  document.cookie = `preview_theme=${config.theme2.isDark ? 'light' : 'dark'}; path=/; SameSite=Lax`;
  const url = new URL(window.location.href);
  url.searchParams.delete('theme');
  window.location.replace(url);
}

export function TopBar() {
  const styles = useStyles2(getStyles);
  const { docked, open } = useMenuDock();
  return (
    <header className={styles.bar}>
      <IconButton
        id="mega-menu-toggle"
        name="bars"
        size="xl"
        data-testid={selectors.components.NavBar.Toggle.button}
        tooltip={docked && open ? 'Close menu' : 'Open menu'}
        onClick={() => setMenuOpen(!open)}
      />
      <Tooltip content="A preview with a simulated cluster: production builds of the plugins outside Grafana. Grafana is their home.">
        <span tabIndex={0}>
          <Badge
            color="orange"
            icon="rocket"
            text={
              <>
                Preview<span className={styles.wide}>&nbsp;· simulated cluster</span>
              </>
            }
          />
        </span>
      </Tooltip>
      <div className={styles.tools}>
        <label htmlFor="preview-role" className="sr-only">
          Role
        </label>
        <Combobox
          id="preview-role"
          width={14}
          options={ROLES}
          value={config.bootData.user.login}
          onChange={({ value }) => void signInAs(value)}
        />
        <IconButton
          name="adjust-circle"
          size="lg"
          onClick={switchTheme}
          aria-label={config.theme2.isDark ? 'Switch to the light theme' : 'Switch to the dark theme'}
        />
      </div>
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'sticky',
    top: 0,
    zIndex: theme.zIndex.navbarFixed,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    height: CHROME_HEIGHT,
    padding: theme.spacing(0, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    whiteSpace: 'nowrap',
    [theme.breakpoints.down('md')]: { gap: theme.spacing(1), padding: theme.spacing(0, 1) },
  }),
  wide: css({ [theme.breakpoints.down('md')]: { display: 'none' } }),
  tools: css({ marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
});
