import { Button } from '@grafana/ui';
import React, { Suspense, lazy, useState } from 'react';

import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import type { PublishDialogProps } from './PublishDialog';

// Lazy: only publishing takes it.
const Dialog = lazy(async () => ({
  default: (await import(/* webpackChunkName: "publish" */ './PublishDialog')).PublishDialog,
}));

type Props = Omit<PublishDialogProps, 'onDismiss'> & {
  /** Still being measured: they are not in the text. */
  missing: number;
};

/** Opens the preview of what is published. */
export function PublishButton({ missing, ...published }: Props): React.ReactElement {
  const [isOpen, setOpen] = useState(false);
  const isEmpty = published.analyses.length === 0;
  return (
    <>
      <Button
        variant="secondary"
        icon="copy"
        disabled={isEmpty}
        tooltip={
          isEmpty
            ? t('export.nothing', 'Nothing has been measured yet')
            : missing > 0
              ? t('publish.missing', '{{count}} of the runs not measured yet: not in the text', { count: missing })
              : t('publish.button-about', 'The table that is published in an issue or a pull request')
        }
        onClick={() => setOpen(true)}
        data-testid={testIds.publish.button}
      >
        {t('publish.button', 'Copy as Markdown')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Dialog {...published} onDismiss={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
