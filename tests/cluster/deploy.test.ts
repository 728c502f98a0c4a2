/** @jest-environment node */
import { idOf } from '../deploy/manifests';
import { admin } from './facts';
import { overlay, OVERLAYS } from './prepare';

const names = Object.keys(OVERLAYS) as Array<keyof typeof OVERLAYS>;

// Grafana's and Prometheus' operators, KEDA and OpenShift are not there: their kinds are taken as they are.
test.each(names)('every object of the overlay %s is one that the API server takes', async (name) => {
  const refused: string[] = [];
  for (const object of overlay(name)) {
    const { status, body } = await admin.apply(object, { dryRun: true });
    if (status >= 300) {
      refused.push(`${idOf(object)}: ${body?.message ?? status}`);
    }
  }
  expect(refused).toEqual([]);
});
