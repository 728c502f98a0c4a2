/** Words that several definitions share. */
export const NO_REPLICAS = 'kube_deployment_status_replicas has no sample in the window';
export const CREATED = 'kube_deployment_status_replicas';
export const BATCH = 'vllm:num_requests_running';
export const NOTHING_RUNNING = 'vLLM reports no batch in the window';
