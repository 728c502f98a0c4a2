/** The Kubernetes API over HTTP: paths under /apis, /api, /version, and /faults for tests. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Cluster } from '../tekton/cluster';
import { Api } from './api';
import { FaultRequests } from './faultRequests';
import { DayTwo } from './dayTwo';
import { Leases } from './leases';
import { faultError, Faults, type Fault } from './faults';
import { authorize, CONTROLLER_LOG_RULES, READINESS_RULES, readerOf, recorderOf, runnerOf, type Subject } from './rbac';
import { parseResourceRequest } from './requestInfo';
import { DISCOVERY, groupList } from './resources';
import { sendBody, sendError, sendJson, type Answer } from './respond';
import { ApiError, internalError, methodNotAllowed, tooLarge, unauthorized } from './status';

export interface KubeServerOptions {
  /** Bearer token that reads; `reader` by default. */
  readerToken?: string;
  /** Bearer token that creates and patches PipelineRuns; `runner` by default. */
  runnerToken?: string;
  /** What is broken from the beginning (`breaks.ts`). */
  broken?: readonly string[];
  /** Wall-clock seconds between bookmarks of a watch; 60, as the API server's, by default. */
  bookmarkSeconds?: number;
}

export type KubeHandler = (req: IncomingMessage, res: ServerResponse) => boolean;

/** The API server's limit of a request body. */
const MOST_BODY_BYTES = 3 * 1024 * 1024;
const OURS = /^\/(apis?|version|faults)(\/|$)/;

/** The handler is true when it has taken the request: paths under /apis, /api, /version, /faults. */
export function createKubeHandler(cluster: Cluster, options: KubeServerOptions = {}): KubeHandler {
  const faults = new Faults();
  const leases = new Leases();
  const api = new Api(cluster, options.bookmarkSeconds ?? 60);
  const dayTwo = new DayTwo(
    (cluster.world.nodes ?? []).map(({ name }) => name),
    cluster.namespaces[0] ?? '',
    () => cluster.world.scalers?.() ?? []
  );
  dayTwo.break(options.broken ?? []);
  const documents: Record<string, unknown> = { ...DISCOVERY, '/apis': groupList(dayTwo.groups()) };
  const desk = new FaultRequests(cluster, api, faults, dayTwo);
  const subjects = new Map<string, Subject>([
    [options.readerToken ?? 'reader', withAdditions(readerOf(cluster.namespaces))],
    ['reader-without-readiness', readerOf(cluster.namespaces)],
    [options.runnerToken ?? 'runner', runnerOf(cluster.namespaces)],
    ['recorder', recorderOf(cluster.namespaces)],
  ]);

  const serve = async (answer: Answer, url: URL): Promise<void> => {
    const { req } = answer;
    const method = req.method ?? 'GET';
    if (url.pathname === '/faults') {
      return desk.serve(method, await readBody(req), answer);
    }
    const { delayMs, fault } = faults.take(method, url.pathname + url.search);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (fault && misbehave(fault, answer)) {
      return;
    }
    const subject = authenticate(req, subjects);
    const document = documents[url.pathname.replace(/(.)\/$/, '$1')];
    if (document !== undefined) {
      if (method !== 'GET' && method !== 'HEAD') {
        throw methodNotAllowed();
      }
      return sendJson(answer, 200, document);
    }
    const request = parseResourceRequest(method, url.pathname, url.searchParams);
    if (!request) {
      return sendBody(answer, 404, 'text/plain; charset=utf-8', '404 page not found\n');
    }
    const [, onlyName] = /^metadata\.name=(.+)$/.exec(url.searchParams.get('fieldSelector') ?? '') ?? [];
    authorize(subject, request, onlyName);
    if (leases.serves(request)) {
      return leases.serve(request, await readBody(req), answer);
    }
    if (dayTwo.serves(request)) {
      return dayTwo.serve(request, url.searchParams, answer);
    }
    api.serve(request, url.searchParams, await readBody(req), answer);
  };

  return (req, res) => {
    const url = requestUrl(req);
    if (!url || !OURS.test(url.pathname)) {
      return false;
    }
    const answer: Answer = { req, res, now: () => cluster.world.now() };
    serve(answer, url).catch((error: unknown) => {
      if (res.headersSent) {
        return res.destroy();
      }
      return sendError(
        answer,
        error instanceof ApiError ? error : internalError(error instanceof Error ? error.message : String(error))
      );
    });
    return true;
  };
}

/** The demo's cluster has the optional roles: of readiness, and of the controller's log. */
const withAdditions = (subject: Subject): Subject => ({
  ...subject,
  rules: [...subject.rules, ...READINESS_RULES, ...CONTROLLER_LOG_RULES],
});

/** The URL with its path as it was sent: `..` is not resolved before rights are checked. */
function requestUrl(req: IncomingMessage): URL | undefined {
  const [path = '/', ...query] = (req.url ?? '/').split('?');
  try {
    const url = new URL('http://cluster/');
    url.search = query.join('?');
    return Object.defineProperty(url, 'pathname', { value: path });
  } catch {
    return undefined;
  }
}

function authenticate(req: IncomingMessage, subjects: Map<string, Subject>): Subject {
  const [, token = ''] = /^Bearer\s+(\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
  const subject = subjects.get(token);
  if (!subject) {
    throw unauthorized();
  }
  return subject;
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) {
      throw tooLarge(MOST_BODY_BYTES);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers as the fault says. Always true: the request is dealt with. */
function misbehave(fault: Fault, answer: Answer): true {
  const { res } = answer;
  if (fault.fault === 'cut') {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
    res.write('{"kind":"PipelineRunList","apiVersion":"tekton.dev/v1","items":[{"apiVers');
    setTimeout(() => res.destroy(), 20);
  } else if (fault.fault === 'malformed') {
    sendBody(answer, 200, 'application/json', '{"kind":"PipelineRunList","items":[}<html>');
  } else {
    sendError(answer, faultError(fault));
  }
  return true;
}
