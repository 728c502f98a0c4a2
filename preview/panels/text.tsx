/** Stands in for Grafana's text panel. */
import { PanelPlugin, renderTextPanelMarkdown, textUtil, type PanelProps } from '@grafana/data';
import React from 'react';

interface Options {
  mode?: 'markdown' | 'html' | 'code';
  content?: string;
}

function TextPanel({ options, replaceVariables, width, height }: PanelProps<Options>) {
  const content = replaceVariables(options.content ?? '', {}, options.mode === 'code' ? undefined : 'html');
  const style = { width, height, overflow: 'auto' };
  if (options.mode === 'code') {
    return <pre style={style}>{content}</pre>;
  }
  // Both go through Grafana's sanitizer, as in Grafana.
  const html = options.mode === 'html' ? textUtil.sanitizeTextPanelContent(content) : renderTextPanelMarkdown(content);
  return <div className="markdown-html" style={style} dangerouslySetInnerHTML={{ __html: html }} />;
}

export const text = new PanelPlugin<Options>(TextPanel);
