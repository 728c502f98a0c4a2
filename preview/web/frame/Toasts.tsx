/** Alerts that plugins publish, in the corner, as Grafana shows them. */
import { css } from '@emotion/css';
import { AppEvents, type AlertPayload, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface Toast {
  id: number;
  severity: 'success' | 'warning' | 'error' | 'info';
  title: string;
  text?: string;
}

const KINDS = [
  [AppEvents.alertSuccess, 'success'],
  [AppEvents.alertWarning, 'warning'],
  [AppEvents.alertError, 'error'],
  [AppEvents.alertInfo, 'info'],
] as const;

let nextId = 1;

export function Toasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const styles = useStyles2(getStyles);
  useEffect(() => {
    const remove = (id: number) => setToasts((list) => list.filter((toast) => toast.id !== id));
    const subscriptions = KINDS.map(([event, severity]) =>
      getAppEvents()
        .getStream({ type: event.name } as never)
        .subscribe((published) => {
          const [title, text] = (published as { payload: AlertPayload }).payload;
          const id = nextId++;
          setToasts((list) => [...list, { id, severity, title: String(title), text }]);
          setTimeout(() => remove(id), severity === 'error' ? 10_000 : 5_000);
        })
    );
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, []);
  return (
    <div className={styles} role="status" aria-live="polite">
      {toasts.map(({ id, severity, title, text }) => (
        <Alert
          key={id}
          severity={severity}
          title={title}
          elevated
          onRemove={() => setToasts((list) => list.filter((toast) => toast.id !== id))}
        >
          {text}
        </Alert>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    position: 'fixed',
    zIndex: theme.zIndex.portal,
    top: theme.spacing(8),
    right: theme.spacing(2),
    width: 400,
    maxWidth: '90vw',
  });
