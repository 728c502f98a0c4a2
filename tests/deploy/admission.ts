/** Evaluates ValidatingAdmissionPolicies as an API server does: match conditions, variables, validations, messages. */
import { readFileSync } from 'node:fs';

import { celEnv, isCelError, parse as parseCel, plan, type CelInput } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { parseAllDocuments } from 'yaml';

type Json = Record<string, unknown>;

interface Expression {
  name?: string;
  expression: string;
}
interface Validation extends Expression {
  message?: string;
  messageExpression?: string;
}
export interface Policy {
  metadata: { name: string };
  spec: {
    failurePolicy: string;
    paramKind?: { apiVersion: string; kind: string };
    matchConstraints: Record<string, Array<Record<string, string[]>>>;
    matchConditions?: Expression[];
    variables?: Expression[];
    validations: Validation[];
  };
}
export interface Binding {
  spec: {
    policyName: string;
    validationActions: string[];
    paramRef?: { selector: { matchExpressions: Array<{ key: string; operator: string; values: string[] }> } };
  };
}

/** The part of an AdmissionReview that the policies look at. */
export interface AdmissionRequest {
  operation: string;
  user: string;
  resource: { group: string; version: string; resource: string };
  subResource?: string;
  object?: Json;
  oldObject?: Json;
}

export interface Verdict {
  /** What is refused, in the order of the rules; empty when the request is allowed, or not the policy's to judge. */
  messages: string[];
  /** Expressions that could not be evaluated: with failurePolicy Fail a refusal, and a rule that says nothing useful. */
  errors: string[];
  /** The rules that refused, as `<policy>/<index>`. */
  rules: string[];
}

const env = celEnv({ funcs: strings });
const compiled = new Map<string, ReturnType<typeof plan>>();

/** The value of an expression. @throws Error for what a server would call an evaluation error */
export function evaluate(expression: string, bindings: Record<string, CelInput>): unknown {
  const program = compiled.get(expression) ?? plan(env, parseCel(expression));
  compiled.set(expression, program);
  const value = program(bindings);
  if (isCelError(value)) {
    throw new Error(value.message);
  }
  return value;
}

/** The documents of a kind in a file of manifests. */
export function documents<T>(file: string, kind: string): T[] {
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document) => document.toJS() as { kind: string })
    .filter((document) => document.kind === kind) as T[];
}

/** What a policy says to a request, with one of its params. */
export function judge(policy: Policy, request: AdmissionRequest, params?: Json): Verdict {
  const { spec } = policy;
  const variables = new Map<CelInput, CelInput>();
  const bindings: Record<string, CelInput> = {
    object: toCel(request.object ?? null),
    oldObject: toCel(request.oldObject ?? null),
    params: toCel(params ?? null),
    request: toCel({
      operation: request.operation,
      resource: request.resource,
      ...(request.subResource ? { subResource: request.subResource } : {}),
      userInfo: { username: request.user },
    }),
    variables: variables as CelInput,
  };
  if (spec.matchConditions?.some(({ expression }) => evaluate(expression, bindings) !== true)) {
    return { messages: [], errors: [], rules: [] };
  }
  for (const { name, expression } of spec.variables ?? []) {
    try {
      variables.set(name ?? '', evaluate(expression, bindings) as CelInput);
    } catch {
      // A variable is evaluated where it is used: whoever uses this one fails there, for lack of it.
    }
  }
  const verdict: Verdict = { messages: [], errors: [], rules: [] };
  for (const [index, validation] of spec.validations.entries()) {
    try {
      if (evaluate(validation.expression, bindings) !== true) {
        verdict.rules.push(`${policy.metadata.name}/${index}`);
        verdict.messages.push(messageOf(validation, bindings));
      }
    } catch (error) {
      verdict.errors.push(`${validation.expression}: ${String(error)}`);
    }
  }
  return verdict;
}

function messageOf({ message, messageExpression }: Validation, bindings: Record<string, CelInput>): string {
  const text = messageExpression === undefined ? message : evaluate(messageExpression, bindings);
  if (typeof text !== 'string' || text.trim() === '' || text.includes('\n')) {
    throw new Error(`not a message: ${String(text)}`);
  }
  return text;
}

/** What all policies of the runner say: each with its own binding, and with every param that the binding selects. */
export function judgeAll(policies: Policy[], bindings: Binding[], request: AdmissionRequest, others: Json[]): Verdict {
  const verdicts = policies.flatMap((policy) => {
    const binding = bindings.find((b) => b.spec.policyName === policy.metadata.name);
    if (!binding || !isConstrained(policy, request)) {
      return [];
    }
    const params = policy.spec.paramKind ? others.filter((o) => isSelected(o, binding)) : [undefined];
    return params.map((param) => judge(policy, request, param));
  });
  return {
    messages: verdicts.flatMap((v) => v.messages),
    errors: verdicts.flatMap((v) => v.errors),
    rules: verdicts.flatMap((v) => v.rules),
  };
}

function isConstrained({ spec }: Policy, { resource, subResource, operation }: AdmissionRequest): boolean {
  const full = subResource ? `${resource.resource}/${subResource}` : resource.resource;
  const has = (list: string[] | undefined, value: string) => list?.some((x) => x === '*' || x === '*/*' || x === value);
  const fits = (rule: Record<string, string[]>) =>
    has(rule.apiGroups, resource.group) &&
    has(rule.apiVersions, resource.version) &&
    has(rule.operations, operation) &&
    has(rule.resources, full);
  const { resourceRules = [], excludeResourceRules = [] } = spec.matchConstraints;
  return resourceRules.some(fits) && !excludeResourceRules.some(fits);
}

/** `NotIn` also selects what has no such label at all. */
function isSelected(object: Json, { spec }: Binding): boolean {
  const { labels = {} } = object.metadata as { labels?: Record<string, string> };
  return (spec.paramRef?.selector.matchExpressions ?? []).every(({ key, operator, values }) => {
    const isIn = labels[key] !== undefined && values.includes(labels[key]);
    return operator === 'NotIn' ? !isIn : isIn;
  });
}

function toCel(value: unknown): CelInput {
  if (Array.isArray(value)) {
    return value.map(toCel);
  }
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([k, v]) => [k, toCel(v)]));
  }
  return (typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value) as CelInput;
}
