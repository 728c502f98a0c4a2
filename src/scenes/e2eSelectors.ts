/**
 * The selectors of `@grafana/e2e-selectors` that Scenes puts on what it renders. The build takes this file in place of that
 * package, which holds those of all of Grafana and a parser of versions: a tenth of what the overview has to load.
 */
const SUB_MENU = 'data-testid Dashboard template variables';

export const selectors = {
  components: {
    DashboardRow: { title: (title: string) => `data-testid dashboard-row-title-${title}` },
    LoadingIndicator: { icon: 'data-testid Loading indicator' },
    Panels: { Panel: { menuItems: (title: string) => `data-testid Panel menu item ${title}` } },
    Select: { option: 'data-testid Select option' },
  },
  pages: {
    Dashboard: {
      SubMenu: {
        submenuItem: 'data-testid template variable',
        submenuItemLabels: (item: string) => `${SUB_MENU} submenu Label ${item}`,
        submenuItemValueDropDownOptionTexts: (item: string) =>
          `${SUB_MENU} Variable Value DropDown option text ${item}`,
        submenuItemValueDropDownValueLinkTexts: (item: string) =>
          `${SUB_MENU} Variable Value DropDown value link text ${item}`,
      },
    },
  },
};
