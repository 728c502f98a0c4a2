/** The dashboards as they are provisioned. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve('dashboards/generated');

interface PanelJson {
  type: string;
  title: string;
  fieldConfig?: { defaults?: { noValue?: string } };
}

export interface DashboardJson {
  uid: string;
  title: string;
  panels: PanelJson[];
  links: Array<{ title: string; url: string }>;
}

/** Every generated dashboard. */
export const DASHBOARDS = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as DashboardJson
);
