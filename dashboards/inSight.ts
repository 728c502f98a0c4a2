/** What the SDK would put into a menu, in sight: links, and the switches of annotations. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';

export function inSight<T extends { placement?: unknown }>(builder: Builder<T>): Builder<T> {
  return {
    build: () => {
      const built = { ...builder.build() };
      delete built.placement;
      return built;
    },
  };
}
