/** Stands in for Grafana's page around a plugin's: breadcrumbs, title, actions, tabs. */
import { css } from '@emotion/css';
import { PageLayoutType, type GrafanaTheme2, type NavModelItem } from '@grafana/data';
import { type PluginPageProps } from '@grafana/runtime';
import { Link, Stack, Tab, TabsBar, Text, useStyles2 } from '@grafana/ui';
import React, { useEffect } from 'react';

/** From the outermost page to this one. */
function breadcrumbs(page: NavModelItem | undefined): NavModelItem[] {
  return page === undefined ? [] : [...breadcrumbs(page.parentItem), page];
}

export function PluginPageFrame({ actions, children, info, layout, pageNav, renderTitle, subTitle }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const title = pageNav?.text ?? '';
  useEffect(() => {
    document.title = title === '' ? 'Preview' : `${title} - Preview`;
  }, [title]);
  const crumbs = breadcrumbs(pageNav);
  const tabs = (pageNav?.children ?? []).filter((tab) => tab.hideFromTabs !== true);
  if (layout === PageLayoutType.Custom) {
    return <main className={styles.custom}>{children}</main>;
  }
  return (
    <main className={styles.page}>
      {crumbs.length > 1 && (
        <nav aria-label="Breadcrumbs" className={styles.crumbs}>
          {crumbs.map((crumb, index) => (
            <React.Fragment key={crumb.url ?? crumb.text}>
              {index > 0 && <span aria-hidden>›</span>}
              {index < crumbs.length - 1 && crumb.url !== undefined ? (
                <Link href={crumb.url}>{crumb.text}</Link>
              ) : (
                <span aria-current="page">{crumb.text}</span>
              )}
            </React.Fragment>
          ))}
        </nav>
      )}
      {layout !== PageLayoutType.Canvas && title !== '' && (
        <div className={styles.head}>
          <div>
            {renderTitle === undefined ? <Text element="h1">{title}</Text> : renderTitle(title)}
            <div className={styles.sub}>{subTitle ?? pageNav?.subTitle}</div>
          </div>
          <Stack direction="row" wrap="wrap" gap={2} alignItems="center">
            {info?.map(({ label, value }) => (
              <div key={label}>
                <div className={styles.sub}>{label}</div>
                {value}
              </div>
            ))}
            {actions}
          </Stack>
        </div>
      )}
      {tabs.length > 0 && (
        <TabsBar>
          {tabs.map((tab) => (
            <Tab
              key={tab.id ?? tab.url ?? tab.text}
              label={tab.text}
              active={tab.active}
              icon={tab.icon as never}
              href={tab.url}
              suffix={tab.tabSuffix}
              counter={tab.tabCounter}
            />
          ))}
        </TabsBar>
      )}
      <div className={styles.body}>{children}</div>
    </main>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    flex: 1,
    minWidth: 0,
    // Grafana's own, of a page's inner box.
    padding: theme.spacing(2),
    [theme.breakpoints.up('md')]: { padding: theme.spacing(4) },
  }),
  custom: css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }),
  crumbs: css({
    display: 'flex',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
    color: theme.colors.text.secondary,
    '& a:hover': { textDecoration: 'underline' },
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  }),
  sub: css({ color: theme.colors.text.secondary }),
  body: css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }),
});
