import 'fake-indexeddb/auto';
import { backupTests } from './backup-suite';

backupTests();
