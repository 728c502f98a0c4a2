/** Health check and resource calls of the Prometheus data source, which in Grafana its backend answers. */
import { HttpError, readBody, sendJson, type Call } from './http';
import type { ProvisionedDataSource } from './provisioning';

/** `/api/datasources/uid/:uid/health`. A data source without a backend has none. */
export async function dataSourceHealth(call: Call, source: ProvisionedDataSource): Promise<void> {
  if (source.type !== 'prometheus') {
    throw new HttpError(404, 'Plugin not found');
  }
  try {
    const response = await fetch(`${source.url}/api/v1/query?query=1%2B1`, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    sendJson(call.res, 200, {
      status: 'OK',
      message: 'Successfully queried the Prometheus API.',
      details: { application: 'Prometheus' },
    });
  } catch (error) {
    sendJson(call.res, 400, {
      status: 'ERROR',
      message: `Prometheus cannot be reached at ${source.url}: ${(error as Error).message}`,
    });
  }
}

/** Passes `…/resources/api/v1/labels` and its kin on to Prometheus. */
export async function passResource(call: Call, source: ProvisionedDataSource): Promise<void> {
  const path = call.url.pathname.replace(/^\/api\/datasources\/uid\/[^/]+\/resources\//, '');
  if (
    source.type !== 'prometheus' ||
    !/^api\/v1\/(labels|series|metadata|query|query_range|label\/[^/]+\/values|rules)$/.test(path)
  ) {
    throw new HttpError(404, 'Not found');
  }
  const body = call.method === 'POST' ? await readBody(call.req) : undefined;
  let response: Response;
  try {
    response = await fetch(`${source.url.replace(/\/+$/, '')}/${path}${call.url.search}`, {
      method: call.method,
      body: body === undefined ? undefined : new Uint8Array(body),
      headers: { 'content-type': call.req.headers['content-type'] ?? 'application/x-www-form-urlencoded' },
    });
  } catch (error) {
    throw new HttpError(502, `Prometheus cannot be reached at ${source.url}: ${(error as Error).message}`);
  }
  const text = await response.text();
  call.res.writeHead(response.status, { 'content-type': response.headers.get('content-type') ?? 'application/json' });
  call.res.end(text);
}
