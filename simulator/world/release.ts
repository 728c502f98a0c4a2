/** Releases of WVA that differ in what they emit, or in how they find their variants. */
const WVA_RELEASES = ['0.4', '0.5', '0.7', '0.8', '0.9'] as const;
export type WvaRelease = (typeof WVA_RELEASES)[number];

/** Which WVA there is in a cluster. */
export const INSTALLED_WVA = [...WVA_RELEASES, 'none'] as const;
export type InstalledWva = (typeof INSTALLED_WVA)[number];
