/** What a cluster asks the recorder: whether it lives, whether it is ready, and its metrics. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { metricsText, type Status } from './status';

export interface Probes {
  status: Status;
  isReady(): boolean;
}

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/** @throws Error when the port cannot be listened on */
export async function serve({ status, isReady }: Probes, port: number, host: string): Promise<RunningServer> {
  const answers: Record<string, () => { isWell: boolean; text: string }> = {
    '/healthz': () => ({ isWell: status.isAlive(), text: 'the loop has not come round for minutes\n' }),
    '/readyz': () => ({ isWell: isReady(), text: 'the runs have not been read\n' }),
    '/metrics': () => ({ isWell: true, text: metricsText(status, process.memoryUsage.rss()) }),
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const answer = Object.hasOwn(answers, path) ? answers[path]?.() : undefined;
    const isMetrics = path === '/metrics';
    const code = answer === undefined ? 404 : answer.isWell ? 200 : 503;
    response.writeHead(code, {
      'Content-Type': isMetrics ? 'text/plain; version=0.0.4; charset=utf-8' : 'text/plain; charset=utf-8',
    });
    response.end(answer === undefined ? 'not found\n' : answer.isWell && !isMetrics ? 'ok\n' : answer.text);
  });
  await listening(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
