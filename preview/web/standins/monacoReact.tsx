/** Stands in for the Monaco editor: a plain text area with the same contract towards Grafana's CodeEditor. */
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';

import type { GrafanaTheme2 } from '@grafana/data';

import * as monaco from './monaco';

export const loader = { config: () => undefined };

interface Props {
  value?: string;
  language?: string;
  width?: number | string;
  height?: number | string;
  options?: { readOnly?: boolean; ariaLabel?: string };
  wrapperProps?: Record<string, string>;
  beforeMount?: (api: typeof monaco) => void;
  onMount?: (editor: unknown, api: typeof monaco) => void;
  onChange?: (value: string) => void;
}

export default function Editor({
  value = '',
  language,
  width,
  height,
  options,
  wrapperProps,
  beforeMount,
  onMount,
  onChange,
}: Props) {
  const [text, setText] = useState(value);
  const [given, setGiven] = useState(value);
  const current = useRef(text);
  const listeners = useRef<Array<() => void>>([]);
  const styles = useStyles2(getStyles);
  if (value !== given) {
    setGiven(value);
    setText(value);
  }
  useEffect(() => {
    current.current = text;
  }, [text]);
  useEffect(() => {
    beforeMount?.(monaco);
    const model = {
      id: 'text',
      onDidChangeContent: (listener: () => void) => listeners.current.push(listener),
      getValue: () => current.current,
    };
    const nothing = () => ({ dispose: () => undefined });
    onMount?.(
      {
        getModel: () => model,
        getValue: () => current.current,
        onKeyDown: nothing,
        layout: nothing,
        updateOptions: nothing,
        onDidContentSizeChange: nothing,
        getContentHeight: () => 200,
      },
      monaco
    );
    // The editor is set up once, like the one that it stands in for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div {...wrapperProps} style={{ width: width ?? '100%', height }}>
      <textarea
        className={styles}
        aria-label={options?.ariaLabel ?? `${language ?? 'text'} editor`}
        readOnly={options?.readOnly}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          current.current = event.currentTarget.value;
          setText(current.current);
          onChange?.(current.current);
          listeners.current.forEach((listener) => listener());
        }}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    width: '100%',
    height: '100%',
    minHeight: 80,
    resize: 'none',
    border: 'none',
    padding: theme.spacing(1),
    background: theme.colors.background.primary,
    color: theme.colors.text.primary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  });
