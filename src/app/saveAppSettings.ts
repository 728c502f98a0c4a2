import type { AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import { t } from '../i18n/t';
import { APP_ID } from '../constants';
import type { AppJsonData, AppSettings } from '../shared/appSettings';
import { UserError, messageOf } from '../shared/errors';

/** Writes the settings; whether the app is enabled and pinned stays as it was. */
export async function saveAppSettings(meta: AppPluginMeta<AppJsonData>, settings: AppSettings): Promise<void> {
  try {
    await lastValueFrom(
      getBackendSrv().fetch({
        url: `/api/plugins/${APP_ID}/settings`,
        method: 'POST',
        showErrorAlert: false,
        showSuccessAlert: false,
        data: { enabled: meta.enabled ?? true, pinned: meta.pinned ?? true, jsonData: settings },
      })
    );
  } catch (error) {
    const { status } = error as { status?: number };
    throw new UserError({
      title: t('errors.settings.settings-were-not', 'The settings were not saved'),
      message: messageOf(error),
      nextStep:
        status === 403
          ? t(
              'errors.settings.only-admin-this',
              'Only an Admin of this organisation may change them. What you typed is still here.'
            )
          : t('errors.settings.what-you-typed', 'What you typed is still here: try again.'),
      status,
      transient: status === undefined || status >= 500,
      cause: error,
    });
  }
}
