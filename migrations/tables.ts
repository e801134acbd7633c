/** The tables that Proofsheet makes, without `User`: those of the product around are never touched. */
export const TABLES = [
  'ApiKey',
  'Asset',
  'Event',
  'Font',
  'Generation',
  'GenerationAsset',
  'IdempotencyKey',
  'MaintenanceTask',
  'Output',
  'Project',
  'UsageEntry',
  'UserShare',
  'WebhookAttempt',
  'WebhookDelivery',
  'WebhookEndpoint',
] as const;
