/**
 * In place of `yaml`'s tags `!!omap`, `!!pairs` and `!!set` in the bundles: no document of Kubernetes or Tekton has them, and what
 * they make is nothing that JSON has. Where one is written, its collection is read as any other.
 */
export const omap = undefined;
export const pairs = undefined;
export const set = undefined;
