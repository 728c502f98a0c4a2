/** The preview's entry in the browser. */
import { ThemeContext } from '@grafana/data';
import { config } from '@grafana/runtime';
import { ErrorBoundaryAlert, GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import React from 'react';
import { createRoot } from 'react-dom/client';

import { HistoryRouter } from './frame/HistoryRouter';
import { Toasts } from './frame/Toasts';
import { Pages } from './pages/Pages';
import { installServices } from './services/install';

async function boot(): Promise<void> {
  await installServices();
  const element = document.getElementById('reactRoot');
  if (element === null) {
    throw new Error('The page has no element to draw in.');
  }
  createRoot(element).render(
    <ThemeContext.Provider value={config.theme2}>
      <ModalsProvider>
        <GlobalStyles />
        <HistoryRouter>
          <ErrorBoundaryAlert style="page">
            <Pages />
          </ErrorBoundaryAlert>
          <Toasts />
          <ModalRoot />
          <PortalContainer />
        </HistoryRouter>
      </ModalsProvider>
    </ThemeContext.Provider>
  );
}

boot().catch((error: unknown) => {
  document.body.textContent = `The preview could not start: ${error instanceof Error ? error.message : String(error)}`;
  throw error;
});
