/** The prepared server, as tests see it. */
import { readFileSync } from 'node:fs';

import { KubeApi } from './api';
import { NAMESPACE } from './policyCases';
import type { Facts } from './prepare';

const file = process.env.CLUSTER_FACTS;
if (file === undefined) {
  throw new Error('These tests need a Kubernetes API server: npm run test:cluster');
}

export const facts = JSON.parse(readFileSync(file, 'utf8')) as Facts;
export const admin = new KubeApi(facts.admin);
const open = new KubeApi(facts.open);
export const reader = open.as(facts.tokens.reader);
export const runner = open.as(facts.tokens.runner);
export const pipeline = open.as(facts.tokens.pipeline);

export const TEKTON = `/apis/tekton.dev/v1/namespaces/${NAMESPACE}`;
export const RUNS = `${TEKTON}/pipelineruns`;
