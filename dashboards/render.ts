/** From a board to Grafana's classic dashboard JSON. */
import {
  DashboardBuilder,
  DashboardCursorSync,
  PanelBuilder,
  RowBuilder,
  type Dashboard,
  type FieldConfigSource,
} from '@grafana/grafana-foundation-sdk/dashboard';

import type { Board, PanelSpec } from '../src/panels/spec';
import { maxDataPoints, toQuery, toVizConfig } from '../src/panels/viz';
import { query, runAnnotations } from './annotationLayers';
import type { DashboardSpec, LeadPanel } from './dashboard';
import { inSight } from './inSight';
import { layout } from './layout';
import { dashboardLinks } from './links';
import { boardVariable, dialectVariables, PROMETHEUS, prometheusVariable, tektonVariable } from './variables';

/** Scrapes are 15 to 60 s apart: to ask more often would show nothing new. */
const REFRESH = '30s';

/** @param all the boards that it links to, itself among them */
export function render(spec: DashboardSpec, all: readonly Board[]): Dashboard {
  const { board, lead } = spec;
  const placed = layout(board);
  const text = JSON.stringify(board);
  const builder = new DashboardBuilder(board.title)
    .uid(board.id)
    .description(board.description)
    .tags(board.tags)
    .editable()
    .timezone('browser')
    .time(spec.time)
    .refresh(REFRESH)
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([
      prometheusVariable(),
      tektonVariable(spec.showsTekton === true),
      ...dialectVariables(text),
      ...board.variables.map(boardVariable),
    ])
    .annotations(runAnnotations().map(inSight))
    .links(dashboardLinks(board, all).map(inSight));
  const panels = placed.map((item, index) => {
    const id = index + 1;
    switch (item.kind) {
      case 'row':
        return new RowBuilder(item.title).id(id).gridPos(item.at).build();
      case 'panel':
        return boardPanel(item.panel).id(id).gridPos(item.at).build();
      case 'lead':
        return leadPanel(lead, board).id(id).gridPos(item.at).build();
    }
  });
  return { ...builder.build(), panels };
}

function boardPanel(spec: PanelSpec): PanelBuilder {
  const { pluginId, options, fieldConfig, transformations } = toVizConfig(spec);
  return (
    new PanelBuilder()
      .type(pluginId)
      .title(spec.title)
      .description(spec.description)
      .datasource(PROMETHEUS)
      .maxDataPoints(maxDataPoints(spec))
      .options(options)
      // The same plain data; the SDK names more of its values.
      .fieldConfig(fieldConfig as FieldConfigSource)
      .transformations(transformations)
      // A dashboard cannot ask again: what is refused in one part would take its neighbours with it.
      .targets(
        spec.targets
          .flatMap((target) => target.apart ?? target)
          .map((target) => query({ ...toQuery(target), datasource: PROMETHEUS }))
      )
  );
}

function leadPanel(lead: LeadPanel | undefined, { id }: Board): PanelBuilder {
  if (lead === undefined) {
    throw new Error(`The board ${id} leaves room for a panel, and its dashboard names none.`);
  }
  return new PanelBuilder().type(lead.pluginId).title(lead.title).description(lead.description).options(lead.options);
}
