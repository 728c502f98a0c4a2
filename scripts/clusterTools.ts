/**
 * The programs of the cluster suite: etcd, kube-apiserver, kube-controller-manager, and Tekton's controller, webhook and
 * cluster resolver.
 *
 * Each is looked for in the folder that KUBEBUILDER_ASSETS names (as envtest does), on the PATH, and in the cache that
 * `npm run cluster-tools` fills: it builds what is missing with Go from the module proxy. That takes Go 1.24 or newer,
 * 8 GB of disk, and on two idle cores about a quarter of an hour, once a machine and set of versions.
 */
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { findGo } from './goBuild';
import { buildProgram, goModule, replacedModules, type ModuleBuild } from './moduleBuild';
import { onPath } from './onPath';
import { tektonBuild } from './tektonBuild';

const PROGRAMS = {
  etcd: 'etcd',
  kubeApiserver: 'kube-apiserver',
  kubeControllerManager: 'kube-controller-manager',
  tektonController: 'tekton-controller',
  tektonWebhook: 'tekton-webhook',
  tektonResolvers: 'tekton-resolvers',
} as const;

export type ClusterTools = Record<keyof typeof PROGRAMS, string> & {
  /** Tekton's own manifests, of the version that was built. */
  tektonConfig: string;
};

const KUBERNETES = '1.34.4';
/** The etcd that Kubernetes 1.34 is tested with is of the same minor version. */
const ETCD = '3.6.8';
export const TEKTON = '1.9.2';

const WORK = path.resolve(__dirname, '..', '.tmp', 'kubebuilder');

/** Shared by all checkouts of a user; a folder a set of versions. */
function cache(): string {
  const root = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  return path.join(root, 'llmd-wva-app', `kubernetes-${KUBERNETES}-etcd-${ETCD}-tekton-${TEKTON}`);
}

const config = () => path.join(cache(), 'tekton-config');

function find(): Partial<ClusterTools> {
  const folders = [process.env.KUBEBUILDER_ASSETS, process.env.PATH, path.join(cache(), 'bin')];
  const search = folders.filter(Boolean).join(path.delimiter);
  const found = Object.entries(PROGRAMS).map(([key, program]) => [key, onPath([program], search)]);
  return { ...Object.fromEntries(found), tektonConfig: existsSync(config()) ? config() : undefined };
}

/** Undefined when one of them is missing. */
export function findClusterTools(): ClusterTools | undefined {
  const found = find();
  return Object.values(found).every((file) => file !== undefined) ? (found as ClusterTools) : undefined;
}

/** Builds what is missing. Modules come from the module proxy that Go is set up with. @throws Error without Go */
export function buildClusterTools(): ClusterTools {
  const go = findGo();
  if (go === undefined) {
    throw new Error(
      'Go is missing. Install it from https://go.dev/doc/install, or name binaries in KUBEBUILDER_ASSETS.'
    );
  }
  const found = find();
  const isFound = (name: string) => Object.values(found).some((at) => at !== undefined && path.basename(at) === name);
  for (const build of builds(go)) {
    Object.keys(build.programs)
      .filter((name) => !isFound(name))
      .forEach((name) => buildProgram(go, path.join(cache(), 'bin'), name, build));
  }
  if (found.tektonConfig === undefined) {
    copyConfig(go);
  }
  const tools = findClusterTools();
  if (tools === undefined) {
    throw new Error(`Go left out what was asked of it: see ${cache()}.`);
  }
  return tools;
}

/** In the order of how soon they are done, so that what a machine cannot do shows early. */
function builds(go: string): ModuleBuild[] {
  const replaced = replacedModules(go, goModule(go, `k8s.io/kubernetes@v${KUBERNETES}`).GoMod);
  return [
    {
      folder: path.join(WORK, 'etcd'),
      lines: [`require go.etcd.io/etcd/server/v3 v${ETCD}`],
      programs: { etcd: 'go.etcd.io/etcd/server/v3' },
    },
    tektonBuild(path.join(WORK, 'tekton'), TEKTON),
    {
      folder: path.join(WORK, 'kubernetes'),
      lines: [
        `require k8s.io/kubernetes v${KUBERNETES}`,
        // What Kubernetes takes from its source tree is released as v0.x.y of the same x.y.
        ...replaced.map((module) => `replace ${module} => ${module} v0${KUBERNETES.slice(1)}`),
      ],
      programs: {
        'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
        'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      },
      linkerFlags: [`-X k8s.io/component-base/version.gitVersion=v${KUBERNETES}`],
    },
  ];
}

function copyConfig(go: string): void {
  const { Dir } = goModule(go, `github.com/tektoncd/pipeline@v${TEKTON}`);
  const whole = `${config()}.${process.pid}`;
  cpSync(path.join(Dir, 'config'), whole, { recursive: true });
  rmSync(config(), { recursive: true, force: true });
  renameSync(whole, config());
}

// As a program, not as a module.
if (/clusterTools\.[jt]s$/.test(process.argv[1] ?? '')) {
  const began = Date.now();
  const { etcd } = buildClusterTools();
  console.log(
    `Done in ${((Date.now() - began) / 1000).toFixed(0)} s. For use elsewhere: KUBEBUILDER_ASSETS=${path.dirname(etcd)}`
  );
}
