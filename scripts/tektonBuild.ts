/** How Tekton's programs are built: its own controller and webhook, and a resolver that knows one way to resolve. */
import type { ModuleBuild } from './moduleBuild';

const KMS = 'github.com/sigstore/sigstore/pkg/signature/kms';
const KEYCHAIN = 'github.com/google/go-containerregistry/pkg/authn/k8schain';
const CLOUDS = ['aws', 'azure', 'gcp', 'hashivault'];

/** Registries are not asked here: a step without a command is the only thing that would need their credentials. */
const KEYCHAIN_SOURCE = `package k8schain

import (
	"context"

	"github.com/google/go-containerregistry/pkg/authn"
	"k8s.io/client-go/kubernetes"
)

type Options struct {
	Namespace          string
	ServiceAccountName string
	ImagePullSecrets   []string
}

func New(context.Context, kubernetes.Interface, Options) (authn.Keychain, error) {
	return authn.DefaultKeychain, nil
}
`;

const RESOLVERS_SOURCE = `package main

import (
	"github.com/tektoncd/pipeline/pkg/apis/resolution/v1alpha1"
	"github.com/tektoncd/pipeline/pkg/remoteresolution/resolver/cluster"
	"github.com/tektoncd/pipeline/pkg/remoteresolution/resolver/framework"
	filtered "knative.dev/pkg/client/injection/kube/informers/factory/filtered"
	"knative.dev/pkg/injection/sharedmain"
	"knative.dev/pkg/signals"
)

func main() {
	ctx := filtered.WithSelectors(signals.NewContext(), v1alpha1.ManagedByLabelKey)
	sharedmain.MainWithContext(ctx, "controller", framework.NewController(ctx, &cluster.Resolver{}))
}
`;

const goMod = (module: string) => `module ${module}\n\ngo 1.24.0\n`;

/** Without the clouds' key management and registry credentials, which are most of what its build would fetch. */
export function tektonBuild(folder: string, version: string): ModuleBuild {
  const replaced = [...CLOUDS.map((cloud) => [`${KMS}/${cloud}`, cloud] as const), [KEYCHAIN, 'k8schain'] as const];
  return {
    folder,
    lines: [
      `require github.com/tektoncd/pipeline v${version}`,
      ...replaced.map(([module, at]) => `replace ${module} => ./${at}`),
    ],
    sources: {
      'resolvers/main.go': RESOLVERS_SOURCE,
      'k8schain/k8schain.go': KEYCHAIN_SOURCE,
      ...Object.fromEntries(replaced.map(([module, at]) => [`${at}/go.mod`, goMod(module)])),
      ...Object.fromEntries(CLOUDS.map((cloud) => [`${cloud}/${cloud}.go`, `package ${cloud}\n`])),
    },
    programs: {
      'tekton-controller': 'github.com/tektoncd/pipeline/cmd/controller',
      'tekton-webhook': 'github.com/tektoncd/pipeline/cmd/webhook',
      'tekton-resolvers': './resolvers',
    },
  };
}
