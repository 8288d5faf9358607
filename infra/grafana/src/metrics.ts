/**
 * Every metric of the services that a dashboard may query, with the labels it carries.
 * A panel that names anything else fails the package's tests, so a renamed metric is noticed before an operator does.
 */
export const METRICS = {
  thongsuot_http_request_seconds_bucket: ['service', 'route', 'method', 'status', 'le'],
  thongsuot_http_request_seconds_count: ['service', 'route', 'method', 'status'],
  thongsuot_http_request_seconds_sum: ['service', 'route', 'method', 'status'],
  thongsuot_outbox_oldest_seconds: ['service'],
  thongsuot_outbox_waiting_packs: ['service'],
  thongsuot_relay_events_sent_total: ['service', 'topic'],
  thongsuot_consumer_lag_events: ['service', 'group', 'topic', 'partition'],
  thongsuot_consumer_last_progress_seconds: ['service', 'group'],
  thongsuot_events_applied_total: ['service', 'group', 'type'],
  thongsuot_events_repeated_total: ['service', 'group'],
  thongsuot_event_gaps_total: ['service', 'group', 'topic'],
  thongsuot_parked_events: ['service', 'group'],
  thongsuot_projection_commit_seconds_bucket: ['service', 'group', 'le'],
  thongsuot_rollup_dossiers: ['area', 'level', 'column'],
  thongsuot_target_ratio: ['area', 'target'],
  thongsuot_target_state: ['area', 'target'],
  up: ['job', 'instance'],
  process_resident_memory_bytes: ['job', 'instance'],
  nodejs_eventloop_lag_p99_seconds: ['job', 'instance'],
} as const satisfies Record<string, readonly string[]>;
