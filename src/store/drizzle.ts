import { createRequire } from 'node:module';

/**
 * drizzle's CommonJS build. For each of its ES modules Node 24 reads the package.json of drizzle-orm, 180 kB, again: 2
 * s and 240 MB at every start.
 */
const require = createRequire(import.meta.url);
const core: typeof import('drizzle-orm') = require('drizzle-orm');
const columns: typeof import('drizzle-orm/pg-core') = require('drizzle-orm/pg-core');
const postgresJs: typeof import('drizzle-orm/postgres-js') = require('drizzle-orm/postgres-js');

export const { and, asc, desc, eq, getTableColumns, getTableName, gt, gte, inArray, isNotNull, isNull, lt, lte, sql } =
  core;
export const {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} = columns;
export const { drizzle } = postgresJs;

/** A statement that failed: its message is the statement with its parameters, which may be a customer's words. */
export const isFailedQuery = (error: unknown): boolean => error instanceof core.DrizzleQueryError;
