/**
 * The programs of a Kubernetes API server, for the cluster suite: etcd and kube-apiserver.
 *
 * Looked for in the folder that KUBEBUILDER_ASSETS names (as envtest does), on the PATH, and where this program puts them:
 * `node --import tsx scripts/clusterTools.ts` builds both with Go from their modules. That takes Go 1.24 or newer, the Go
 * module proxy, 4 GB of disk, and some minutes.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { findGo, goBuild, goEnv } from './goBuild';
import { onPath } from './onPath';

export { findGo } from './goBuild';

export interface ClusterTools {
  etcd: string;
  kubeApiserver: string;
}

const KUBERNETES = '1.34.4';
/** The etcd that Kubernetes 1.34 is tested with is of the same minor version. */
const ETCD = '3.6.8';
const BUILT = path.resolve(__dirname, '..', '.tmp', 'kubebuilder');

/** Undefined when one of them is missing. */
export function findClusterTools(): ClusterTools | undefined {
  const folders = [process.env.KUBEBUILDER_ASSETS, process.env.PATH, path.join(BUILT, 'bin')];
  const search = folders.filter(Boolean).join(path.delimiter);
  const etcd = onPath(['etcd'], search);
  const kubeApiserver = onPath(['kube-apiserver'], search);
  return etcd && kubeApiserver ? { etcd, kubeApiserver } : undefined;
}

/** Builds both programs into `<folder>/bin`. Modules come from the module proxy that Go is set up with. */
export function buildClusterTools(folder = BUILT): ClusterTools {
  const go = findGo();
  if (go === undefined) {
    throw new Error(
      'Go is missing. Install it from https://go.dev/doc/install, or name binaries in KUBEBUILDER_ASSETS.'
    );
  }
  const bin = path.join(folder, 'bin');
  const tools = { etcd: path.join(bin, 'etcd'), kubeApiserver: path.join(bin, 'kube-apiserver') };
  goBuild(go, path.join(folder, 'etcd'), {
    module: asReleased(`require go.etcd.io/etcd/server/v3 v${ETCD}`),
    command: 'go.etcd.io/etcd/server/v3',
    file: tools.etcd,
  });
  const replaced = stagingModules(go).map((module) => `replace ${module} => ${module} v0${KUBERNETES.slice(1)}`);
  goBuild(go, path.join(folder, 'kubernetes'), {
    module: asReleased(`require k8s.io/kubernetes v${KUBERNETES}`, ...replaced),
    command: 'k8s.io/kubernetes/cmd/kube-apiserver',
    file: tools.kubeApiserver,
    linkerFlags: [`-X k8s.io/component-base/version.gitVersion=v${KUBERNETES}`],
  });
  return tools;
}

/** Modules that Kubernetes' own go.mod takes from its source tree; released as v0.x.y of the same x.y. */
function stagingModules(go: string): string[] {
  const told = execFileSync(go, ['mod', 'download', '-json', `k8s.io/kubernetes@v${KUBERNETES}`], {
    encoding: 'utf8',
    env: goEnv(),
  });
  const { GoMod } = JSON.parse(told) as { GoMod: string };
  const mod = execFileSync(go, ['mod', 'edit', '-json', GoMod], { encoding: 'utf8', env: goEnv() });
  const { Replace } = JSON.parse(mod) as { Replace: Array<{ Old: { Path: string } }> };
  return Replace.map(({ Old }) => Old.Path);
}

/** What both are built as: the language of Go 1.24, whose defaults they were released with. */
const asReleased = (...lines: string[]): string[] => ['go 1.24.0', 'godebug default=go1.24', ...lines];

// As a program, not as a module.
if (/clusterTools\.[jt]s$/.test(process.argv[1] ?? '')) {
  const folder = process.argv[2] === undefined ? undefined : path.resolve(process.argv[2]);
  const { etcd } = buildClusterTools(folder);
  console.log(`Done. For use elsewhere: KUBEBUILDER_ASSETS=${path.dirname(etcd)}`);
}
