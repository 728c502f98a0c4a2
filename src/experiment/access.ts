/** What the signed-in user may do, and in words why not. The server decides; this only keeps dead buttons off the screen. */
import { config } from '@grafana/runtime';

import type { TektonApi } from '../datasource/types';
import { t } from '../i18n/t';
import { isEditor } from './editorRole';

export interface Access {
  /** Grafana login; stated on runs that this user starts. */
  login: string;
  /** May write organisation annotations. */
  canAnnotate: boolean;
  /** May start and cancel runs. */
  canStart: boolean;
  /** Why runs cannot be started; undefined when they can. */
  reason?: string;
}

/** Read on each call: the preview and tests switch roles. */
export function currentAccess(api: Pick<TektonApi, 'canStart' | 'name'> | undefined): Access {
  const { user } = config.bootData;
  const base = { login: user.login, canAnnotate: isEditor() };
  if (!base.canAnnotate) {
    return {
      ...base,
      canStart: false,
      reason: t('experiment.access.role', 'You are a Viewer here. Starting and cancelling runs takes the Editor role.'),
    };
  }
  if (api && !api.canStart) {
    return {
      ...base,
      canStart: false,
      reason: t(
        'experiment.access.runner',
        'The data source "{{name}}" can only read: it has no runner token. An administrator can add one in its settings.',
        { name: api.name }
      ),
    };
  }
  return { ...base, canStart: api !== undefined };
}
