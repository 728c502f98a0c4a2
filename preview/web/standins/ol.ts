/** Stands in for OpenLayers, which nothing in the preview draws with. */
export default class Unavailable {
  constructor() {
    throw new Error('The preview has no maps.');
  }
}
export { Unavailable as Geometry, Unavailable as Point, Unavailable as LineString, Unavailable as Polygon };
