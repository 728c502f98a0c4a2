import { VizPanel, VizPanelMenu } from '@grafana/scenes';

/** The menu that every panel of the app has. What stands in it is loaded when it is opened first. */
export function panelMenu(): VizPanelMenu {
  return new VizPanelMenu({ items: [], $behaviors: [fill] });
}

/** Each time that the menu is opened: what its panel asks, and when, may have changed. */
function fill(menu: VizPanelMenu): void {
  const { parent } = menu;
  if (parent instanceof VizPanel) {
    void import(/* webpackChunkName: "panel-menu" */ './menuItems').then(async ({ menuItems }) =>
      menu.setItems(await menuItems(parent))
    );
  }
}
