import { PluginExtensionExposedComponents, type TimeRange } from '@grafana/data';
import { usePluginComponent } from '@grafana/runtime';
import { sceneGraph, type VizPanel } from '@grafana/scenes';
import type { Panel } from '@grafana/schema';
import { ClipboardButton, LoadingPlaceholder, Modal } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { panelJson } from './panelJson';
import { useAsked } from './useAsked';

interface Props {
  panel: VizPanel;
  onClose: () => void;
}

/** What Grafana's form takes. */
interface FormProps {
  onClose: () => void;
  buildPanel: () => Panel;
  timeRange?: TimeRange;
  options?: { useAbsolutePath: boolean };
}

/** Grafana's own form, which every supported version gives to apps; without it, for example where it is turned off, the JSON. */
export function AddToDashboard({ panel, onClose }: Props): React.ReactElement {
  const { component: Form, isLoading } = usePluginComponent<FormProps>(
    PluginExtensionExposedComponents.AddToDashboardFormV1
  );
  const { value: queries, error } = useAsked(panel);
  return (
    <Modal isOpen title={t('scenes.menu.dashboard', 'Add to dashboard')} onDismiss={onClose}>
      {error ? (
        <ErrorNotice error={error} />
      ) : isLoading || !queries ? (
        <LoadingPlaceholder text={t('app.loading', 'Loading…')} />
      ) : Form ? (
        <Form
          onClose={onClose}
          buildPanel={() => panelJson(panel, queries)}
          timeRange={sceneGraph.getTimeRange(panel).state.value}
          options={{ useAbsolutePath: true }}
        />
      ) : (
        <ByHand text={JSON.stringify(panelJson(panel, queries), undefined, 2)} onClose={onClose} />
      )}
    </Modal>
  );
}

function ByHand({ text, onClose }: { text: string; onClose: () => void }): React.ReactElement {
  return (
    <>
      <p>
        {t(
          'scenes.menu.by-hand',
          'Grafana offers no form for this here. Copy the panel, add a visualization to your dashboard, and paste it there under Inspect, Panel JSON.'
        )}
      </p>
      <Modal.ButtonRow>
        <ClipboardButton icon="copy" variant="primary" getText={() => text} onClipboardCopy={onClose}>
          {t('scenes.menu.copy-json', 'Copy panel JSON')}
        </ClipboardButton>
      </Modal.ButtonRow>
    </>
  );
}
