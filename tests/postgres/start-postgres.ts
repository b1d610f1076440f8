import type { TestProject } from 'vitest/node';
import { findPostgres } from '../../scripts/find-postgres.mjs';
import { startPostgres } from './postgres-cluster';

/** Starts PostgreSQL once for all tests of the project. Resolves with what stops it. */
export default async function setup(project: TestProject) {
  const cluster = await startPostgres(findPostgres() ?? '');
  project.provide('postgresUrl', cluster.urlOf('DATABASE'));
  return () => cluster.remove();
}
