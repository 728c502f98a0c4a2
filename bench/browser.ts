/** A browser on the preview, with a count of what it receives. */
import { type Browser, chromium, type Page } from '@playwright/test';

import { findTools } from '../scripts/tools';
import { testIds } from '../src/shared/testIds';

export async function launchBrowser(): Promise<Browser> {
  const { chromium: executablePath } = await findTools(['chromium']);
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}

export interface Traffic {
  /** Bytes that came over the wire from URLs that match, since the last {@link reset}. */
  bytes(): number;
  reset(): void;
}

/** Counts the bytes of responses, streams included, whose URL matches. */
export async function countTraffic(page: Page, pattern: RegExp): Promise<Traffic> {
  const session = await page.context().newCDPSession(page);
  const watched = new Set<string>();
  let bytes = 0;
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (pattern.test(request.url)) {
      watched.add(requestId);
    }
  });
  session.on('Network.dataReceived', ({ requestId, dataLength, encodedDataLength }) => {
    if (watched.has(requestId)) {
      bytes += encodedDataLength || dataLength;
    }
  });
  return { bytes: () => bytes, reset: () => (bytes = 0) };
}

/** Brings the download of Grafana and of the app into the browser's cache, where it is no part of what is measured. */
export async function warmUp(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/a/llmd-wva-app/overview`);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60_000 });
  await page.waitForLoadState('networkidle');
}

/** Opens the list of runs by its address. @returns when, epoch ms, and how soon its first rows were there, s */
export async function openRuns(page: Page, url: string): Promise<{ opened: number; firstRows: number }> {
  const opened = Date.now();
  await page.goto(`${url}/a/llmd-wva-app/runs`, { waitUntil: 'commit' });
  await page.getByTestId(testIds.runs.row).first().waitFor();
  return { opened, firstRows: (Date.now() - opened) / 1000 };
}
