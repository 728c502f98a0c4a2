/** Metrics of vLLM and of the inference scheduler (EPP) in front of it. */
import type { Metric } from './metric';

const VLLM_LABELS = ['model_name', 'engine'] as const;
const EPP_LABELS = ['fairness_id', 'priority', 'inference_pool', 'model_name', 'target_model_name'] as const;

export const VLLM = {
  kvUse: {
    name: 'vllm:kv_cache_usage_perc',
    otherNames: [{ name: 'vllm:gpu_cache_usage_perc', usedBy: 'vLLM up to 0.9; 0.10 has both, 0.11 if told to' }],
    versions: 'vLLM 0.10 on',
    type: 'gauge',
    unit: 'ratio',
    labels: VLLM_LABELS,
    meaning: 'Share of the KV-cache blocks in use, 0 to 1 in spite of its name.',
  },
  running: {
    name: 'vllm:num_requests_running',
    type: 'gauge',
    unit: 'requests',
    labels: VLLM_LABELS,
    meaning: 'Requests in the batch.',
  },
  waiting: {
    name: 'vllm:num_requests_waiting',
    type: 'gauge',
    unit: 'requests',
    labels: VLLM_LABELS,
    meaning: 'Requests that wait for a place in the batch.',
  },
  success: {
    name: 'vllm:request_success_total',
    type: 'counter',
    unit: 'requests',
    labels: [...VLLM_LABELS, 'finished_reason'],
    meaning: 'Requests that ended, by reason (stop, length, abort, error). There is no counter of arrivals.',
  },
  promptTokens: {
    name: 'vllm:prompt_tokens_total',
    type: 'counter',
    unit: 'tokens',
    labels: VLLM_LABELS,
    meaning: 'Prompt tokens that were processed.',
  },
  generationTokens: {
    name: 'vllm:generation_tokens_total',
    type: 'counter',
    unit: 'tokens',
    labels: VLLM_LABELS,
    meaning: 'Tokens that were generated.',
  },
  preemptions: {
    name: 'vllm:num_preemptions_total',
    type: 'counter',
    unit: 'preemptions',
    labels: VLLM_LABELS,
    meaning: 'Requests thrown out of the batch because the KV cache was full.',
  },
  cacheConfig: {
    name: 'vllm:cache_config_info',
    type: 'gauge',
    unit: 'always 1',
    labels: ['engine', 'num_gpu_blocks', 'block_size', 'gpu_memory_utilization'],
    meaning:
      'Size of the KV cache in its labels: num_gpu_blocks × block_size tokens. Newer versions leave model_name out.',
  },
  ttft: {
    name: 'vllm:time_to_first_token_seconds',
    type: 'histogram',
    unit: 's',
    labels: VLLM_LABELS,
    meaning: 'Arrival to first token (TTFT).',
  },
  itl: {
    name: 'vllm:inter_token_latency_seconds',
    otherNames: [
      { name: 'vllm:time_per_output_token_seconds', usedBy: 'vLLM up to 0.10; 0.11 has both, 0.12 if told to' },
    ],
    versions: 'vLLM 0.11 on',
    type: 'histogram',
    unit: 's',
    labels: VLLM_LABELS,
    meaning: 'Time between two tokens of an answer (ITL).',
  },
  e2e: {
    name: 'vllm:e2e_request_latency_seconds',
    type: 'histogram',
    unit: 's',
    labels: VLLM_LABELS,
    meaning: 'Arrival to last token.',
  },
  queueTime: {
    name: 'vllm:request_queue_time_seconds',
    type: 'histogram',
    unit: 's',
    labels: VLLM_LABELS,
    meaning: 'Time in the queue.',
  },
  prefillTime: {
    name: 'vllm:request_prefill_time_seconds',
    type: 'histogram',
    unit: 's',
    labels: VLLM_LABELS,
    meaning: 'Time in prefill.',
  },
  decodeTime: {
    name: 'vllm:request_decode_time_seconds',
    type: 'histogram',
    unit: 's',
    labels: VLLM_LABELS,
    meaning: 'Time in decode.',
  },
  requestPromptTokens: {
    name: 'vllm:request_prompt_tokens',
    type: 'histogram',
    unit: 'tokens',
    labels: VLLM_LABELS,
    meaning: 'Prompt tokens of a request.',
  },
  requestGenerationTokens: {
    name: 'vllm:request_generation_tokens',
    type: 'histogram',
    unit: 'tokens',
    labels: VLLM_LABELS,
    meaning: 'Generated tokens of a request.',
  },
} as const satisfies Record<string, Metric>;

export const EPP = {
  eppQueue: {
    name: 'inference_extension_flow_control_queue_size',
    otherNames: [{ name: 'llm_d_epp_flow_control_queue_size', usedBy: 'router 0.9 on' }],
    versions: 'up to router 0.10, which has both',
    type: 'gauge',
    unit: 'requests',
    labels: EPP_LABELS,
    meaning: "Requests held back by the scheduler's flow control. The emitter writes no namespace.",
  },
  eppRequests: {
    name: 'llm_d_epp_request_total',
    otherNames: [
      {
        name: 'inference_objective_request_total',
        usedBy: 'schedulers of InferenceObjectives, up to router 0.10, which has both',
      },
      { name: 'inference_model_request_total', usedBy: 'schedulers of InferenceModels, before those' },
    ],
    versions: 'router 0.9 on',
    type: 'counter',
    unit: 'requests',
    labels: ['model_name', 'target_model_name', 'priority', 'fairness_id'],
    meaning:
      'Requests that the scheduler has sent on to a server. What its flow control holds back, or turns away, is not counted.',
  },
  eppQueueBytes: {
    name: 'inference_extension_flow_control_queue_bytes',
    otherNames: [{ name: 'llm_d_epp_flow_control_queue_bytes', usedBy: 'router 0.9 on' }],
    versions: 'up to router 0.10, which has both',
    type: 'gauge',
    unit: 'bytes',
    labels: EPP_LABELS,
    meaning: "Size of the requests held back by the scheduler's flow control.",
  },
} as const satisfies Record<string, Metric>;
