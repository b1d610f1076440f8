import { backupTests } from '../../unit/storage/backup-suite';

backupTests();
