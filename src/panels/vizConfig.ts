/** A panel's options as Grafana takes them. */
export interface VizConfig {
  pluginId: string;
  options: Record<string, unknown>;
  fieldConfig: FieldConfig;
  transformations: Transformation[];
}

export interface FieldConfig {
  defaults: Record<string, unknown>;
  overrides: Override[];
}

export interface Override {
  matcher: { id: string; options: unknown };
  properties: Array<{ id: string; value: unknown }>;
}

export interface Transformation {
  id: string;
  options: Record<string, unknown>;
  /** Frames that it is applied to; all without. */
  filter?: { id: string; options: unknown };
}
