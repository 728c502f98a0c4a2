/** Grafana's packages want a browser, a real Prometheus wants Node's fetch: jsdom with that and what belongs to it. */
const { TestEnvironment } = require('jest-environment-jsdom');

module.exports = class BrowserWithNode extends TestEnvironment {
  constructor(...given) {
    super(...given);
    Object.assign(this.global, { fetch, URL, URLSearchParams, AbortController, AbortSignal });
  }
};
