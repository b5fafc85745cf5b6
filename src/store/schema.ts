/**
 * The store: everything the desk knows, in PostgreSQL. A file has the reads and writes of one table and is named for
 * it; a question over several tables has a file of its own (digest, report, canary, person-data). Rows become domain
 * types here, and nothing here decides anything. Every write is a single statement, and a state change is one call of
 * `commit_change` (commit.ts): the driver does not notice a backend that dies inside a transaction. What needs a
 * transaction (migrations, backup, erasing a person) goes through `pg`.
 */
export * from './schema/assist.ts';
export * from './schema/certificate.ts';
export * from './schema/inbox.ts';
export * from './schema/incident.ts';
export * from './schema/knowledge.ts';
export * from './schema/outbox.ts';
export * from './schema/people.ts';
export * from './schema/ticket.ts';
export * from './schema/webhook.ts';
