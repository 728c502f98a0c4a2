import { Button, Dropdown, Menu } from '@grafana/ui';
import React from 'react';

import { isInCluster } from '../../assessment/listedRuns';
import { isTerminal } from '../../domain/run';
import { t } from '../../i18n/t';
import { DropdownMenu } from '../../shared/DropdownMenu';
import type { RunRowProps } from './runRowProps';

/** What can be done with a run of the list. */
export function RowMenu({
  run,
  tabIndex,
  onAction,
  onPin,
  onFollow,
  onLabel,
}: Pick<RunRowProps, 'run' | 'tabIndex' | 'onAction' | 'onPin' | 'onFollow' | 'onLabel'>): React.ReactElement {
  const started = isInCluster(run) ? run : undefined;
  const menu = () => (
    <DropdownMenu>
      <Menu.Item
        label={run.isPinned ? t('pages.runs.action.unpin', 'Unpin') : t('pages.runs.action.pin', 'Pin to the top')}
        icon="bookmark"
        onClick={() => onPin(run)}
      />
      {started && !isTerminal(started.phase) && (
        <Menu.Item
          label={
            run.isFollowed
              ? t('pages.runs.action.unfollow', 'Stop following')
              : t('pages.runs.action.follow', 'Tell me when it ends')
          }
          icon={run.isFollowed ? 'bell-slash' : 'bell'}
          onClick={() => onFollow(started)}
        />
      )}
      {onLabel && run.ownUid !== undefined && (
        <Menu.Item label={t('pages.runs.action.label', 'Tags and note…')} icon="tag-alt" onClick={() => onLabel(run)} />
      )}
      {onAction && started && (
        <>
          <Menu.Divider />
          <Menu.Item
            label={t('pages.runs.action.rerun', 'Rerun')}
            icon="repeat"
            onClick={() => onAction({ kind: 'rerun', run: started })}
          />
          <Menu.Item
            label={t('pages.runs.action.edit', 'Edit and rerun')}
            icon="edit"
            onClick={() => onAction({ kind: 'edit', run: started })}
          />
        </>
      )}
      {onAction && started && !isTerminal(started.phase) && (
        <>
          <Menu.Divider />
          <Menu.Item
            label={t('pages.runs.action.cancel', 'Cancel…')}
            icon="ban"
            destructive
            onClick={() => onAction({ kind: 'cancel', run: started })}
          />
        </>
      )}
    </DropdownMenu>
  );
  const label = t('pages.runs.action.menu', 'Actions for {{name}}', { name: run.name });
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button icon="ellipsis-v" variant="secondary" fill="text" aria-label={label} tabIndex={tabIndex} />
    </Dropdown>
  );
}
