/** One provisioned dashboard: a board, and what only a dashboard has. */
import type { Board } from '../src/panels/spec';

/** A panel that is not one of the board's: another plugin's, with its options. */
export interface LeadPanel {
  pluginId: string;
  title: string;
  description: string;
  options: Record<string, unknown>;
}

export interface DashboardSpec {
  /** Its id is the dashboard's uid. */
  board: Board;
  /** Stands where the board's rows leave room at the left, as high as they are. */
  lead?: LeadPanel;
  /** Relative times such as `now-1h`. */
  time: { from: string; to: string };
  /** Whether the data source of the runs is a choice to be seen, or only in the address. */
  showsTekton?: boolean;
}
