import { Button } from '@grafana/ui';
import React, { Suspense, lazy, useState } from 'react';

import { isEditor } from '../../experiment/editorRole';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import type { MarkWindowDialogProps } from './MarkWindowDialog';

// Lazy: a page does without it until someone asks.
const Dialog = lazy(async () => ({
  default: (await import(/* webpackChunkName: "mark-window" */ './MarkWindowDialog')).MarkWindowDialog,
}));

interface Props extends Pick<MarkWindowDialogProps, 'store' | 'onMarked'> {
  /** What is shown when the button is pressed. */
  initial: () => MarkWindowDialogProps['initial'];
  disabled?: boolean;
}

/** Opens the dialog that makes a window of time a run; for whom may write annotations. */
export function MarkWindowButton({ initial, disabled, ...rest }: Props): React.ReactElement | null {
  const [shown, setShown] = useState<MarkWindowDialogProps['initial']>();
  return isEditor() ? (
    <>
      <Button
        variant="secondary"
        icon="tag-alt"
        disabled={disabled}
        onClick={() => setShown(initial())}
        data-testid={testIds.windows.button}
      >
        {t('assessment.window.button', 'Mark as run')}
      </Button>
      {shown && (
        <Suspense fallback={null}>
          <Dialog initial={shown} {...rest} onDismiss={() => setShown(undefined)} />
        </Suspense>
      )}
    </>
  ) : null;
}
