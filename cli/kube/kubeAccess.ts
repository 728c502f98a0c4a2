/** What it takes to speak to an API server. */
export interface KubeAccess {
  /** Root of the API server. */
  url: string;
  /** PEM of the certificates to trust in place of the public ones. */
  ca?: string;
  token?: string;
  /** PEM of a client certificate with its key. */
  certificate?: { cert: string; key: string };
  /** Name in the server's certificate, where it is not that of the address. */
  serverName?: string;
  /** The kubeconfig says not to check the server's certificate. */
  isUnchecked?: boolean;
  /** The namespace that goes with it. */
  namespace?: string;
}
