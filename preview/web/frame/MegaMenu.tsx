/** Stands in for Grafana's main menu: as wide, docked at the same widths, found by the same test ids. */
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { config } from '@grafana/runtime';
import { IconButton, Link, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router';

import { setMenuOpen, toggleMenuDocked, useMenuDock } from './menuDock';
import { useNavigation } from './navigation';

/** Grafana's MENU_WIDTH. */
export const MENU_WIDTH = 300;

export function MegaMenu(): React.ReactElement | null {
  const { docked, open } = useMenuDock();
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const sections = useNavigation();
  if (!open) {
    return null;
  }
  const leave = docked ? undefined : () => setMenuOpen(false);
  const canDock = window.innerWidth >= config.theme2.breakpoints.values.xl;
  return (
    <>
      {!docked && <div className={styles.backdrop} onClick={leave} />}
      <div data-testid={selectors.components.NavMenu.Menu} className={cx(styles.menu, docked || styles.over)}>
        <div className={styles.head}>
          <span className={styles.brand}>Preview</span>
          {canDock && (
            <IconButton
              id="dock-menu-button"
              name="web-section-alt"
              tooltip={docked ? 'Undock menu' : 'Dock menu'}
              onClick={toggleMenuDocked}
              variant="secondary"
            />
          )}
          {!docked && <IconButton name="times" tooltip="Close menu" onClick={leave} size="xl" variant="secondary" />}
        </div>
        <nav aria-label="Navigation" className={styles.nav}>
          {sections.map(({ text, items }) => (
            <section key={text} aria-label={text}>
              <div className={styles.section}>{text}</div>
              <ul className={styles.list}>
                {items.map(({ text: name, url }) => (
                  <li key={url}>
                    <Link
                      href={url}
                      onClick={leave}
                      data-testid={selectors.components.NavMenu.item}
                      className={cx(styles.link, pathname.startsWith(url) && styles.active)}
                      aria-current={pathname.startsWith(url) ? 'page' : undefined}
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  backdrop: css({
    position: 'fixed',
    inset: 0,
    zIndex: theme.zIndex.modalBackdrop,
    background: theme.components.overlay.background,
  }),
  menu: css({
    position: 'fixed',
    top: 0,
    left: 0,
    width: MENU_WIDTH,
    height: '100%',
    overflowY: 'auto',
    zIndex: 2,
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  over: css({ zIndex: theme.zIndex.modal, maxWidth: '100%' }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: 48,
    padding: theme.spacing(0, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  brand: css({ flex: 1, fontWeight: theme.typography.fontWeightMedium }),
  nav: css({ padding: theme.spacing(1) }),
  section: css({ padding: theme.spacing(1), color: theme.colors.text.secondary }),
  list: css({ listStyle: 'none', margin: 0 }),
  link: css({
    display: 'block',
    padding: theme.spacing(0.75, 1, 0.75, 3),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.hover },
  }),
  active: css({ color: theme.colors.text.primary, background: theme.colors.action.selected }),
});
