import 'fake-indexeddb/auto';
import { openDatabaseTests } from './open-database-suite';

openDatabaseTests();
