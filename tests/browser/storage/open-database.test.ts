import { openDatabaseTests } from '../../unit/storage/open-database-suite';

openDatabaseTests();
